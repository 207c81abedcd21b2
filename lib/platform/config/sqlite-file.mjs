import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import path from "node:path";

/*
 * JavaScript, because the scripts that migrate make the file too, in plain Node.
 */

const OTHERS = 0o077;

/**
 * Creates an SQLite file, if there is none, readable by its owner only, whoever created the folder: it
 * holds password records and addresses. SQLite gives the files beside it the same mode.
 *
 * @param {string} file
 */
export function makePrivate(file) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // An existing file is not opened: it may be read-only, and reads still work.
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  for (const name of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(name, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & OTHERS) === 0) continue;
    try {
      chmodSync(name, mode & 0o700);
    } catch {
      // Somebody else's file, or a read-only disk: whether it can be used shows later.
    }
  }
}
