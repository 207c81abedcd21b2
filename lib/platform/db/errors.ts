// Every shape below was seen with a real server stopped, killed or frozen, and with
// a locked, full and read-only SQLite file.

/** Prisma's codes: unreachable or refused (P1…), no connection or no time left (P2…). */
const PRISMA = /^P(1000|1001|1002|1003|1008|1010|1011|1017|2024|2028|2034|2037)$/;

/** What a driver adapter reported, when Prisma wraps it in a less specific code. */
const ADAPTER =
  /^(DatabaseNotReachable|DatabaseDoesNotExist|DatabaseAccessDenied|AuthenticationFailed|ConnectionClosed|SocketTimeout|TlsConnectionError|TooManyConnections)$/;

/**
 * Classes 08 connection, 40 deadlock or lost race, 53 resources, 57 operator (stopping, starting), 58
 * system; 25006 standby; 26000 and 42P05 a pooler that mixes up prepared statements.
 */
const POSTGRESQL = /^((08|40|53|57|58)[0-9A-Z]{3}|25006|26000|28000|28P01|3D000|42P05)$/;

/** A lost race or a deadlock, in Prisma's words and the server's: all of it was rolled back. */
const LOST_RACE = /^(P2034|TransactionWriteConflict|40001|40P01)$/;

/** The connection broke, or the server ended it. */
const LOST = /^(P1017|ConnectionClosed|08[0-9A-Z]{3}|57P0[123]|25006|ECONNRESET|EPIPE)$/;

const SQLITE = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN)/;

const SOCKET = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** The drivers throw these as plain errors, without a code. */
const MESSAGES =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|Cannot open database because the directory)/;

/**
 * Whether an error means that the database cannot work now, whatever the query: the request should end in
 * 503, and may succeed later.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "PrismaClientInitializationError" || MESSAGES.test(error.message)) return true;
  return codesOf(error).some((code) =>
    [PRISMA, ADAPTER, POSTGRESQL, SQLITE, SOCKET].some((pattern) => pattern.test(code)),
  );
}

/** Whether an error means that others changed the same rows, and that a retry may work. */
export function isLostRace(error: unknown): boolean {
  return error instanceof Error && codesOf(error).some((code) => LOST_RACE.test(code));
}

/** Whether an error means that the connection was lost, or leads to a server that refuses writes now. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^Connection terminated/.test(error.message) || codesOf(error).some((c) => LOST.test(c));
}

/** What to do where isMixedUpByPooler(). */
export const POOLER_REMEDY =
  "the pooler in front of PostgreSQL mixes up prepared statements: add ?pgbouncer=true to DATABASE_URL";

/** Whether a pooler handed over a connection with somebody else's prepared statement. */
export function isMixedUpByPooler(error: unknown): boolean {
  return error instanceof Error && codesOf(error).some((code) => /^(26000|42P05)$/.test(code));
}

/** Whether an error means that a row with that unique value exists already. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return codesOf(error).some((code) =>
    /^(P2002|UniqueConstraintViolation|23505|SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY))$/.test(code),
  );
}

/** Whether an error means that the table does not exist. */
export function isMissingTable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // SQLite's driver has no code for it.
  if (error.message.startsWith("no such table")) return true;
  return codesOf(error).some((code) => /^(P2021|TableDoesNotExist|42P01)$/.test(code));
}

type AdapterCause = { kind?: string; originalCode?: string };

/** Where Prisma, its adapters and the drivers put the cause. */
type DatabaseError = {
  code?: string;
  cause?: AdapterCause;
  meta?: { driverAdapterError?: { cause?: AdapterCause } };
};

/** Everything in the error that names its kind: its own code and the nested driver's. */
function codesOf(error: Error): string[] {
  const { code, cause, meta } = error as DatabaseError;
  const below = meta?.driverAdapterError?.cause ?? cause;
  return [code, below?.kind, below?.originalCode].filter((name) => typeof name === "string");
}
