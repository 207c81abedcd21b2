const SINGLETONS = Symbol.for("latchkey.singletons");

/** All state that exists once in a process, whichever bundle asks. Each is created in one place. */
type Name =
  /** How often each API token was used recently: lib/web/bearer/throttle.ts. */
  | "api-tokens.throttle"
  /** The connections to PostgreSQL, and Prisma's client: lib/platform/db/client.ts. */
  | "db.pool"
  | "db.client"
  /** The same for the read replica, and since when it is left out: client.ts, replica.ts. */
  | "db.replica.pool"
  | "db.replica.client"
  | "db.replica.state"
  /** The read-only SQLite connection, and the prepared statements of either database: driver-read.ts. */
  | "db.sqlite"
  | "db.statements"
  | "db.statement-names"
  /** Who is notified of changed accounts, and the listener to other processes: lib/platform/db/notices. */
  | "db.notices"
  | "db.watch"
  /** Session lookups that wait to be batched: session-lookup.ts. */
  | "db.session-lookups"
  /** Whether our own code is setting a cookie: lib/platform/http/cookies.ts. */
  | "cookies.hand"
  /** Answers that strangers wait for: lib/web/guard/held-refusals.ts. */
  | "held-refusals"
  /** The product's hooks: lib/features/hooks/hooks.ts. */
  | "hooks"
  /** Whether this process checks for due jobs: lib/platform/jobs/jobs.ts. */
  | "jobs"
  /** The open pages: lib/features/live/streams.ts. */
  | "live"
  /**
   * The counters since the start, and the server that shows them: metrics.ts, lib/web/server/metrics.ts.
   */
  | "metrics"
  | "metrics.durations"
  | "metrics.server"
  /** What triggers delivery, and the mail that this process holds: lib/platform/mail/outbox.ts. */
  | "outbox"
  /** The threads that hash passwords, and their queue: lib/features/password/pool.ts. */
  | "password.pool"
  | "password.turns"
  /** The providers that people can sign in with: lib/features/account-security/usable-providers.ts. */
  | "providers"
  /** The result of the last readiness check: lib/web/server/readiness.ts. */
  | "readiness"
  /** Whether requests are logged: lib/web/server/request-log.ts. */
  | "request-log"
  /** The connections to the SMTP server: lib/platform/mail/transport.ts. */
  | "smtp"
  /** Whether an unreadable X-Forwarded-For has been reported: network-address.ts. */
  | "unreadable-hop";

type Registry = Map<Name, unknown>;

/**
 * Returns the one value of that name in this process, created on first use. Next bundles API routes, pages
 * and instrumentation separately, so a module-level constant exists several times; what must be shared (a
 * pool, a worker) belongs here.
 */
export function singleton<T>(name: Name, make: () => T): T {
  const holder = globalThis as { [SINGLETONS]?: Registry };
  holder[SINGLETONS] ??= new Map();
  const registry = holder[SINGLETONS];
  if (!registry.has(name)) registry.set(name, make());
  return registry.get(name) as T;
}
