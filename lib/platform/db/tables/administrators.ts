import { env } from "@/lib/platform/config/env";
import { ADMIN_ROLES } from "@/lib/platform/config/roles";
import { read } from "@/lib/platform/db/driver-read";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";
import type { Connection } from "@/lib/platform/db/transaction";

/**
 * Locks the set of administrators for this transaction: another transaction that would remove one waits
 * until it has ended, and sees its result. Comes after `lockUser`.
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

/** Whether there is an administrator, even one who has to set a new password first. */
export async function hasAdmin(on?: Connection): Promise<boolean> {
  if (!on) return (await read(ANY, [...ADMIN_ROLES])).length > 0;
  return (await on.user.findFirst({ where: ACTIVE_ADMIN, select: { id: true } })) !== null;
}

/** The ways in of an administrator besides a password or a passkey. */
export type WaysOpen = {
  /** The stored keys of the providers that count. */
  providers: readonly string[];
  /** Whether somebody without a password can sign in by mail. */
  mail: boolean;
};

/** Whether another administrator besides that user can sign in right now. */
export async function hasOtherAdmin(
  id: string,
  { providers, mail }: WaysOpen,
  on: Connection,
): Promise<boolean> {
  const other = { ...ACTIVE_ADMIN, id: { not: id } };
  const found = async (where: Prisma.UserWhereInput) =>
    (await on.user.findFirst({ where: { ...other, ...where }, select: { id: true } })) !== null;
  if (mail) return found({});
  // A query each, not an OR: for that PostgreSQL reads all accounts of all providers.
  return (
    (await found({ password: { isNot: null } })) ||
    (await found({ passkeys: { some: {} } })) ||
    (await found({ accounts: { some: { provider: { in: [...providers] } } } }))
  );
}
