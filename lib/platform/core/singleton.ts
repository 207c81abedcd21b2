const SINGLETONS = Symbol.for("latchkey.singletons");

/** All state that a process has once, whichever bundle asks. Each is made in one place. */
type Name =
  /** How often each API token was used recently: lib/web/bearer/throttle.ts. */
  | "api-tokens.throttle"
  /** The connections to PostgreSQL, and Prisma's client: lib/platform/db/client.ts. */
  | "db.pool"
  | "db.client"
  /** The same of the read replica, and since when it is left alone: client.ts, replica.ts. */
  | "db.replica.pool"
  | "db.replica.client"
  | "db.replica.state"
  /** The read-only SQLite connection, and what was prepared on either database: driver-read.ts. */
  | "db.sqlite"
  | "db.statements"
  | "db.statement-names"
  /** Who hears which accounts change, and what listens to other processes: lib/platform/db/notices. */
  | "db.notices"
  | "db.watch"
  /** Lookups of sessions that wait to be asked together: session-lookup.ts. */
  | "db.session-lookups"
  /** Whether a cookie is being set by our own code: lib/platform/http/cookies.ts. */
  | "cookies.hand"
  /** The product's hooks: lib/features/hooks/hooks.ts. */
  | "hooks"
  /** That somebody looks whether a job is due: lib/platform/jobs/jobs.ts. */
  | "jobs"
  /** The open pages: lib/features/live/streams.ts. */
  | "live"
  /** What was counted since the start, and who tells it: metrics.ts, lib/web/server/metrics.ts. */
  | "metrics"
  | "metrics.durations"
  | "metrics.server"
  /** What has mail delivered at once, and what this process holds of it: lib/platform/mail/outbox.ts. */
  | "outbox"
  /** The threads that hash passwords, and whose turn it is: lib/features/password/pool.ts. */
  | "password.pool"
  | "password.turns"
  /** The providers that people can sign in with: lib/features/account-security/usable-providers.ts. */
  | "providers"
  /** What was found at the last look whether this process can serve: lib/web/server/readiness.ts. */
  | "readiness"
  /** That requests are logged: lib/web/server/request-log.ts. */
  | "request-log"
  /** The connections to the SMTP server: lib/platform/mail/transport.ts. */
  | "smtp"
  /** That an unreadable X-Forwarded-For was told: network-address.ts. */
  | "unreadable-hop";

type Registry = Map<Name, unknown>;

/**
 * Returns the one value of that name in this process, made at first use.
 * Next bundles API routes, pages and instrumentation apart, so a module-level
 * constant exists several times; what must be shared (a pool, a worker) lives here.
 */
export function singleton<T>(name: Name, make: () => T): T {
  const holder = globalThis as { [SINGLETONS]?: Registry };
  holder[SINGLETONS] ??= new Map();
  const registry = holder[SINGLETONS];
  if (!registry.has(name)) registry.set(name, make());
  return registry.get(name) as T;
}
