import { readdirSync, readFileSync } from "node:fs";

/** What a process holds right now, as Linux tells it. */
export type Figures = { rssMegabytes: number; openFiles: number };

export function figuresOf(pid: number): Figures {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return {
    rssMegabytes: Number(kilobytes) / 1024,
    openFiles: readdirSync(`/proc/${pid}/fd`).length,
  };
}
