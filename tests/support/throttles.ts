import { db } from "@/lib/db/client";

/** Lets time go by for everything that is throttled, without waiting for it. */
export async function passTime(seconds: number): Promise<void> {
  const rows = await db.throttle.findMany({ where: { expire: { not: null } } });
  for (const { key, expire } of rows) {
    const moved = new Date(Number(expire) - seconds * 1000);
    await db.throttle.updateMany({ where: { key }, data: { expire: moved } });
  }
}
