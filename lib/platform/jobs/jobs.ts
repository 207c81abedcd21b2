import { log } from "@/lib/platform/core/log";
import { withoutRequestContext } from "@/lib/platform/core/request-context";
import { singleton } from "@/lib/platform/core/singleton";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { changeJob, findJob, type JobRow, takeJob } from "@/lib/platform/db/tables/upkeep/jobs";

/** Work that is done from time to time, by one of all processes that share the database. */
export type Job = {
  /** Names its row. Another name is another job. */
  name: string;
  /** The least time between the starts of two runs, in milliseconds. */
  every: number;
  /**
   * Does the work, and returns what to log about it. It must tolerate a second run right after: a process
   * that dies at the end of a run has not recorded that it was complete.
   */
  run(): Promise<Record<string, unknown>>;
};

/** When a process first checks: a start has enough to do. */
const FIRST_LOOK_MS = 5 * MINUTE_MS;
const LOOK_MS = MINUTE_MS;
/** How long after a process has died another one takes its job over. */
export const LEASE_MS = 2 * MINUTE_MS;
/** Several attempts within one lease: a database that hangs for a moment does not lose a job. */
const RENEW_MS = LEASE_MS / 4;
/** How long a job waits after it has failed, unless it runs more often anyway. */
export const RETRY_MS = 15 * MINUTE_MS;
/** By how much the clocks of processes may differ; a time from further ahead came from a wrong clock. */
const CLOCK_SLACK_MS = MINUTE_MS;

/** From now on checks once a minute whether a job is due. It never keeps the process alive. */
export function startJobs(jobs: readonly Job[]): void {
  const look = () => {
    for (const job of jobs) {
      void withoutRequestContext(() => runIfDue(job)).catch((error) =>
        log.warn({ err: error, job: job.name }, "job not looked at"),
      );
    }
  };
  singleton("jobs", () =>
    setTimeout(() => {
      look();
      setInterval(look, LOOK_MS).unref();
    }, FIRST_LOOK_MS).unref(),
  );
}

/**
 * Runs a job if it is due and no other process holds it. A failed run is logged, and retried.
 * @returns whether it was run, whatever the result
 */
export async function runIfDue(job: Job): Promise<boolean> {
  const { name, run } = job;
  const lastRunAt = new Date();
  const seen = await findJob(name);
  if (!isDue(job, seen, lastRunAt.getTime())) return false;
  const lease = await Lease.take(name, seen);
  if (!lease) return false;
  try {
    const told = await run();
    await lease.end({ lastRunAt, leaseUntil: null });
    log.info({ job: name, ...told }, "job done");
  } catch (error) {
    log.warn({ err: error, job: name }, "job failed");
    await lease.end({ leaseUntil: new Date(Date.now() + Math.min(job.every, RETRY_MS)) });
  }
  return true;
}

function isDue({ every }: Job, seen: JobRow | null, now: number): boolean {
  const waits = (from: Date | null | undefined, wait: number, most: number) => {
    const until = (from?.getTime() ?? -Infinity) + wait;
    return until > now && until <= now + most + CLOCK_SLACK_MS;
  };
  return (
    !waits(seen?.leaseUntil, 0, Math.max(LEASE_MS, RETRY_MS)) &&
    !waits(seen?.lastRunAt, every, every)
  );
}

/**
 * A job while this process holds it. The lease is renewed until it ends: work may take longer than one
 * lease.
 */
class Lease {
  readonly #name: string;
  readonly #timer: NodeJS.Timeout;
  /** Until when it is held: one time, or several while the answer to a renewal is unknown. */
  #until: Date[];
  #renewal: Promise<void> = Promise.resolve();

  private constructor(name: string, until: Date) {
    this.#name = name;
    this.#until = [until];
    this.#timer = setInterval(() => {
      this.#renewal = this.#renewal.then(() => this.#renew());
    }, RENEW_MS).unref();
  }

  /** @returns null when another process was faster */
  static async take(name: string, seen: JobRow | null): Promise<Lease | null> {
    const until = new Date(Date.now() + LEASE_MS);
    return (await takeJob(name, seen, until)) ? new Lease(name, until) : null;
  }

  async #renew(): Promise<void> {
    const until = new Date(Date.now() + LEASE_MS);
    try {
      if (await changeJob(this.#name, this.#until, { leaseUntil: until })) this.#until = [until];
      else log.warn({ job: this.#name }, "job taken over by another process");
    } catch (error) {
      this.#until.push(until);
      log.warn({ err: error, job: this.#name }, "job not kept");
    }
  }

  /** Releases it; changes nothing where another process has taken it over. */
  async end(row: Partial<JobRow>): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewal;
    await changeJob(this.#name, this.#until, row);
  }
}
