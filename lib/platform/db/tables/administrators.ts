import { env } from "@/lib/platform/config/env";
import { ADMIN_ROLES } from "@/lib/platform/config/roles";
import { read } from "@/lib/platform/db/driver-read";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import type { Connection } from "@/lib/platform/db/transaction";

/**
 * Holds the set of administrators for this transaction: whoever else wants to take one away waits
 * until it is through, and sees what it did. Comes after `lockUser`.
 */
export async function lockAdmins(on: Connection): Promise<void> {
  // SQLite runs one transaction at a time anyway.
  if (env.postgres) {
    await on.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('latchkey.administrators'))`;
  }
}

/** Administrators that may sign in. */
const ACTIVE_ADMIN = {
  role: { in: [...ADMIN_ROLES] },
  disabledAt: null,
  emailVerified: { not: null },
};

const ANY = `
  SELECT 1 FROM "User" WHERE "role" IN (${ADMIN_ROLES.map((_role, n) => `$${n + 1}`).join(", ")})
    AND "disabledAt" IS NULL AND "emailVerified" IS NOT NULL LIMIT 1`;

/** Whether there is an administrator, who may have to set a new password first. */
export async function hasAdmin(on?: Connection): Promise<boolean> {
  if (!on) return (await read(ANY, [...ADMIN_ROLES])).length > 0;
  return (await on.user.findFirst({ where: ACTIVE_ADMIN, select: { id: true } })) !== null;
}

/** What gets an administrator in beside a password or a passkey. */
export type WaysOpen = {
  /** What the identities that count are stored under. */
  providers: readonly string[];
  /** Whether whoever has no password signs in by mail. */
  mail: boolean;
};

/** Whether there is one beside that user who gets in right now. */
export async function hasOtherAdmin(
  id: string,
  { providers, mail }: WaysOpen,
  on: Connection,
): Promise<boolean> {
  const other = { ...ACTIVE_ADMIN, id: { not: id } };
  const found = async (where: Prisma.UserWhereInput) =>
    (await on.user.findFirst({ where: { ...other, ...where }, select: { id: true } })) !== null;
  if (mail) return found({});
  // A query each, not an OR: for that PostgreSQL goes through all accounts of all providers.
  return (
    (await found({ password: { isNot: null } })) ||
    (await found({ passkeys: { some: {} } })) ||
    (await found({ accounts: { some: { provider: { in: [...providers] } } } }))
  );
}
