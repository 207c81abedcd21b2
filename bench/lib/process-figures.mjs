import { readFileSync } from "node:fs";

/** USER_HZ: the unit of times in /proc, the same on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/** The CPU seconds that all threads of a process have used; NaN without /proc. */
export function cpuSeconds(pid) {
  const text = read(`/proc/${pid}/stat`);
  // The name, in brackets, may hold spaces: utime and stime are the 12th and 13th after it.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The resident memory of a process in MB; NaN without /proc. */
export function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]) / 1024;
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
