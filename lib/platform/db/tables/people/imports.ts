import { env } from "@/lib/platform/config/env";
import type { Role } from "@/lib/platform/config/roles";
import { db } from "@/lib/platform/db/client";
import { KEYS_VERSION, searchKeys } from "@/lib/platform/db/tables/search-keys";
import type { SealedTotp } from "@/lib/platform/db/tables/sign-in/totp";
import type { Connection } from "@/lib/platform/db/transaction";

/** An account that is imported as a whole, from a file. */
export type ImportedUser = {
  id: string;
  email: string;
  name: string;
  emailVerified: Date | null;
  image: string | null;
  role: Role;
  disabledAt: Date | null;
  language: string | null;
  timeZone: string | null;
  createdAt: Date;
  secondFactorAt: Date | null;
  password: { hash: string; updatedAt: Date } | null;
  identities: { provider: string; providerAccountId: string }[];
  source: string;
  sourceId: string | null;
};

/** The authenticator app of an imported account, and its recovery codes. */
export type ImportedFactor = SealedTotp & {
  userId: string;
  confirmedAt: Date;
  codes: { codeHash: string; savedAt: Date | null }[];
};

/** What an address already has. */
export type Known = { id: string; email: string; source: string | null; sourceId: string | null };

/** The accounts with one of these addresses, and where each came from. @param emails normalised */
export async function findKnown(emails: string[], on: Connection = db): Promise<Known[]> {
  const rows = await on.user.findMany({
    where: { email: { in: emails } },
    select: { id: true, email: true, imported: { select: { source: true, sourceId: true } } },
  });
  return rows.map(({ imported, ...user }) => ({
    ...user,
    source: imported?.source ?? null,
    sourceId: imported?.sourceId ?? null,
  }));
}

/** Which of these ids are taken. */
export async function findTakenIds(ids: string[], on: Connection): Promise<Set<string>> {
  const rows = await on.user.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** Which identities of a provider are taken. */
export async function findTakenIdentities(
  provider: string,
  ids: string[],
  on: Connection,
): Promise<Set<string>> {
  const rows = await on.account.findMany({
    where: { provider, providerAccountId: { in: ids } },
    select: { providerAccountId: true },
  });
  return new Set(rows.map(({ providerAccountId }) => providerAccountId));
}

/**
 * Stores accounts with everything that belongs to them, one statement per table.
 * @throws a unique violation when an address, an id or an identity is taken
 */
export async function insertImported(users: ImportedUser[], on: Connection): Promise<void> {
  await on.user.createMany({
    data: users.map(({ password: _, identities: __, source: ___, sourceId: ____, ...user }) => ({
      ...user,
      keysVersion: KEYS_VERSION,
    })),
  });
  await insertSearchKeys(users, on);
  await on.password.createMany({
    data: users.flatMap(({ id: userId, password }) => (password ? { userId, ...password } : [])),
  });
  await on.account.createMany({
    data: users.flatMap(({ id: userId, identities }) =>
      identities.map((identity) => ({ userId, type: "oauth", ...identity })),
    ),
  });
  await on.importedAccount.createMany({
    data: users.map(({ id: userId, source, sourceId }) => ({ userId, source, sourceId })),
  });
}

/** Six rows a user: as one value, because Prisma takes ten times as long for as many parameters. */
async function insertSearchKeys(users: ImportedUser[], on: Connection): Promise<void> {
  const rows = users.flatMap((user) => searchKeys(user).map((key) => [user.id, key]));
  const json = JSON.stringify(rows);
  await (env.postgres
    ? on.$executeRaw`
        INSERT INTO "SearchKey" ("userId", "key")
        SELECT value->>0, value->>1 FROM json_array_elements(${json}::json)`
    : on.$executeRaw`
        INSERT INTO "SearchKey" ("userId", "key")
        SELECT value->>0, value->>1 FROM json_each(${json})`);
}

/** Stores the second factors of imported accounts. A code that another account has is left out. */
export async function insertImportedFactors(
  factors: ImportedFactor[],
  on: Connection,
): Promise<void> {
  await on.totp.createMany({ data: factors.map(({ codes: _, ...totp }) => totp) });
  const all = factors.flatMap(({ userId, codes }) => codes.map((code) => ({ ...code, userId })));
  const hashes = all.map(({ codeHash }) => codeHash);
  const taken = await on.recoveryCode.findMany({
    where: { codeHash: { in: hashes } },
    select: { codeHash: true },
  });
  const others = new Set(taken.map(({ codeHash }) => codeHash));
  await on.recoveryCode.createMany({ data: all.filter(({ codeHash }) => !others.has(codeHash)) });
}

/** Whether an account was imported: then it counts as somebody's, even without a confirmed address. */
export async function isImported(userId: string, on: Connection = db): Promise<boolean> {
  const where = { userId };
  return (await on.importedAccount.findUnique({ where, select: { userId: true } })) !== null;
}

/** An account as an export contains it. */
export type ExportedUser = Omit<ImportedUser, "source" | "sourceId"> & {
  totp: Pick<ImportedFactor, "confirmedAt" | "sealed"> | null;
  codes: ImportedFactor["codes"];
  passkeys: number;
};

/** Accounts with everything that an export contains, in the order of their ids. */
export async function listWhole(after: string, take: number): Promise<ExportedUser[]> {
  return (await db.user
    .findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take,
      select: {
        id: true,
        email: true,
        name: true,
        emailVerified: true,
        image: true,
        role: true,
        disabledAt: true,
        language: true,
        timeZone: true,
        createdAt: true,
        secondFactorAt: true,
        password: { select: { hash: true, updatedAt: true } },
        accounts: { select: { provider: true, providerAccountId: true } },
        totp: { select: { sealed: true, confirmedAt: true } },
        recovery: { select: { codeHash: true, savedAt: true } },
        // Not counted by the database: Prisma would group the whole table.
        passkeys: { select: { id: true } },
      },
    })
    .then((rows) =>
      rows.map(({ accounts, recovery, passkeys, totp, ...user }) => ({
        ...user,
        identities: accounts,
        totp: totp?.confirmedAt ? totp : null,
        codes: recovery,
        passkeys: passkeys.length,
      })),
    )) as ExportedUser[];
}
