import DataLoader from "dataloader";
import { env } from "@/lib/platform/config/env";
import { isLanguage, type Language } from "@/lib/platform/config/languages";
import { type Role, roleOf } from "@/lib/platform/config/roles";
import { singleton } from "@/lib/platform/core/singleton";
import { type Instant, instant, read, toDate } from "@/lib/platform/db/driver-read";

/*
 * The one query of every signed-in request: the session row and its user, by the hash of the
 * session's secret.
 */

/** A session with its user, as of now. */
export type SessionWithUser = {
  id: string;
  /** As storedMethods() wrote them. */
  methods: string;
  remember: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  authenticatedAt: Date;
  expiresAt: Date;
  user: {
    id: string;
    name: string;
    email: string;
    emailVerified: Date | null;
    role: Role;
    language: Language | null;
    timeZone: string | null;
    createdAt: Date;
    /** Since when a sign-in asks for a second factor; null where there is none. */
    secondFactorAt: Date | null;
    disabled: boolean;
  };
};

type Row = {
  secretHash: string;
  id: string;
  methods: string;
  remember: boolean | number;
  createdAt: Instant;
  lastSeenAt: Instant;
  authenticatedAt: Instant;
  expiresAt: Instant;
  userId: string;
  name: string;
  email: string;
  emailVerified: Instant | null;
  /** As stored, by whatever version. */
  role: unknown;
  language: string | null;
  timeZone: string | null;
  userCreatedAt: Instant;
  disabledAt: Instant | null;
  secondFactorAt: Instant | null;
};

const TIMES = [
  ...["createdAt", "lastSeenAt", "authenticatedAt", "expiresAt"].map((name) =>
    instant(`s."${name}"`, name),
  ),
  ...["emailVerified", "disabledAt", "secondFactorAt"].map((name) => instant(`u."${name}"`, name)),
  instant('u."createdAt"', "userCreatedAt"),
];

const LOOKUP = `
  SELECT s."secretHash", s."id", s."methods", s."remember", s."userId", u."name", u."email", u."role",
    u."language", u."timeZone",
    ${TIMES.join(", ")}
  FROM "Session" s JOIN "User" u ON u."id" = s."userId"
  WHERE s."secretHash" = ${env.postgres ? "ANY($1)" : "$1"}`;

/** @returns the session with that secret, expired or not; null when there is none */
export function findSessionBySecret(secretHash: string): Promise<SessionWithUser | null> {
  return together().load(secretHash);
}

/**
 * All that is asked in one turn of the event loop is looked up together. Nothing is kept: each
 * question is older than the query that answers it.
 */
const together = () =>
  singleton(
    "db.session-lookups",
    () =>
      new DataLoader(findAll, {
        cache: false,
        batchScheduleFn: (ask) => setImmediate(ask),
      }),
  );

async function findAll(secretHashes: readonly string[]): Promise<(SessionWithUser | null)[]> {
  const rows = env.postgres
    ? await read<Row>(LOOKUP, [secretHashes])
    : (await Promise.all(secretHashes.map((hash) => read<Row>(LOOKUP, [hash])))).flat();
  const found = new Map(rows.map((row) => [row.secretHash, toSession(row)]));
  return secretHashes.map((secretHash) => found.get(secretHash) ?? null);
}

function toSession(row: Row): SessionWithUser {
  return {
    id: row.id,
    methods: row.methods,
    remember: Boolean(row.remember),
    createdAt: toDate(row.createdAt),
    lastSeenAt: toDate(row.lastSeenAt),
    authenticatedAt: toDate(row.authenticatedAt),
    expiresAt: toDate(row.expiresAt),
    user: {
      id: row.userId,
      name: row.name,
      email: row.email,
      emailVerified: row.emailVerified === null ? null : toDate(row.emailVerified),
      role: roleOf(row.role),
      language: isLanguage(row.language) ? row.language : null,
      timeZone: row.timeZone,
      createdAt: toDate(row.userCreatedAt),
      secondFactorAt: row.secondFactorAt === null ? null : toDate(row.secondFactorAt),
      disabled: row.disabledAt !== null,
    },
  };
}
