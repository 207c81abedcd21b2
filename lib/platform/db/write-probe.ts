import { SECOND_MS } from "@/lib/platform/core/time";
import { db } from "./client";

/** Whether PostgreSQL refuses writes here: a standby, or a server configured so. */
export async function isReadOnly(): Promise<boolean> {
  const [row] = await db.$queryRaw<{ value: string }[]>`
    SELECT current_setting('transaction_read_only') AS value`;
  return row?.value === "on";
}

/**
 * Writes one page of the SQLite file, which nothing else uses: the only way to learn whether the disk has
 * room.
 * @throws the driver's error when it cannot be written
 */
export async function writeProbe(now: number): Promise<void> {
  const number = Math.floor(now / SECOND_MS) % 2 ** 31;
  // A PRAGMA takes no parameters; what stands there is a number of ours.
  // biome-ignore lint/plugin: see above
  await db.$executeRawUnsafe(`PRAGMA user_version = ${number}`);
}
