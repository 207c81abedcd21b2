import type { Job } from "@/lib/platform/jobs/jobs";

/**
 * What your product does from time to time, such as `{ name: "digests", every: DAY_MS, run: sendDigests }`:
 * by one process of all that share the database.
 */
export const productJobs: readonly Job[] = [];
