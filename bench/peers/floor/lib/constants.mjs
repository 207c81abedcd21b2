import { readFileSync } from "node:fs";
import path from "node:path";

/** What the bench has laid down for a contender (lib/latchkey.mjs), read once. */
export function constantOf(key) {
  globalThis.floors ??= {};
  globalThis.floors[key] ??= JSON.parse(
    readFileSync(path.join(path.dirname(process.env.DATABASE_FILE), `${key}.json`), "utf8"),
  );
  return globalThis.floors[key];
}
