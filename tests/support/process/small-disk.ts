import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/* Ways to make the kernel refuse a write. */

/** Makes a disk of a few megabytes of a folder. @returns whether this machine allows it */
export function mountSmallDisk(folder: string): boolean {
  try {
    const args = ["-t", "tmpfs", "-o", "size=2m", "none", folder];
    execFileSync("mount", args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Lazily: a test that failed may still have a file open. */
export const unmountDisk = (folder: string) => execFileSync("umount", ["--lazy", folder]);

const filler = (folder: string) => join(folder, "filler");

/** Fills a folder's disk: ENOSPC from now on. */
export function fillDisk(folder: string): void {
  const file = openSync(filler(folder), "a");
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(file);
  }
}

export const freeDisk = (folder: string) => rmSync(filler(folder));

/** Limits how far a running process can write into any file: EFBIG from now on. */
export function limitFileSize(pid: number, bytes: number | "unlimited"): void {
  // The soft limit alone, so that it can be lifted again.
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
}

/** To run a program as one that minds file modes, which root does not. */
export const MINDING_MODES =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override"] : [];
