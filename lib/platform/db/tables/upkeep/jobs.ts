import { db } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";

/** When a job last ran, and until when it is somebody's. */
export type JobRow = { leaseUntil: Date | null; lastRunAt: Date | null };

/** @returns null for a job that no process has taken yet */
export function findJob(name: string): Promise<JobRow | null> {
  return db.job.findUnique({ where: { name }, select: { leaseUntil: true, lastRunAt: true } });
}

/**
 * Takes a job, unless another process did since it was looked at.
 * @param seen the row as it was then
 * @returns whether it is the caller's until `leaseUntil`
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
 * Changes the row of a job that is the caller's.
 * @param leases what the caller may have written as `leaseUntil`: of a statement whose answer was
 * lost nobody knows
 * @returns whether it still was the caller's
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
