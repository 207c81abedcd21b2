import { readdirSync, readFileSync } from "node:fs";

/**
 * The CPU seconds that the living threads of a process have used, to the nanosecond: times in /proc/…/stat are
 * hundredths of a second, which is a tenth of a turn. NaN without /proc.
 */
export function cpuSeconds(pid) {
  const threads = list(`/proc/${pid}/task`);
  if (threads.length === 0) return Number.NaN;
  const nanoseconds = threads.map((id) => read(`/proc/${pid}/task/${id}/schedstat`).split(" ")[0]);
  return nanoseconds.reduce((sum, each) => sum + Number(each), 0) / 1e9;
}

/** A process and all that it has started, such as the workers of a server. */
export function withChildren(pid) {
  const children = list(`/proc/${pid}/task`)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(" "))
    .filter(Boolean);
  return [pid, ...children.flatMap(withChildren)];
}

/** How many files a process has open. */
export const openFiles = (pid) => list(`/proc/${pid}/fd`).length;

/** The resident memory of a process in MB; NaN without /proc. */
export function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]) / 1024;
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
