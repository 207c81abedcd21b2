import { db } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";

/** When a job last ran, and until when a process holds it. */
export type JobRow = { leaseUntil: Date | null; lastRunAt: Date | null };

/** @returns null for a job that no process has taken yet */
export function findJob(name: string): Promise<JobRow | null> {
  return db.job.findUnique({ where: { name }, select: { leaseUntil: true, lastRunAt: true } });
}

/**
 * Takes a job, unless another process has since it was read.
 * @param seen the row as it was then
 * @returns whether the caller holds it until `leaseUntil`
 */
export async function takeJob(
  name: string,
  seen: JobRow | null,
  leaseUntil: Date,
): Promise<boolean> {
  if (seen) {
    const { count } = await db.job.updateMany({ where: { name, ...seen }, data: { leaseUntil } });
    return count === 1;
  }
  try {
    await db.job.create({ data: { name, leaseUntil }, select: { name: true } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Changes the row of a job that the caller holds.
 * @param leases what the caller may have written as `leaseUntil`: if an answer was lost, it may be one of
 * several
 * @returns whether the caller still held it
 */
export async function changeJob(
  name: string,
  leases: Date[],
  data: Partial<JobRow>,
): Promise<boolean> {
  const where = { name, leaseUntil: { in: leases } };
  const { count } = await db.job.updateMany({ where, data });
  return count === 1;
}
