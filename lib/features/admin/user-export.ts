import { z } from "zod";
import { csvLines } from "@/lib/features/audit/csv";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import {
  matchingUsers,
  type UserFilter,
  userFilter,
  type Wanted,
  wantedBy,
} from "@/lib/features/user-filter/filter";
import { fromReplica } from "@/lib/platform/db/replica";
import { listUsersOf } from "@/lib/platform/db/tables/people/user-lists";
import { listUsers } from "@/lib/platform/db/tables/user-search";
import type { User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";

const BATCH = 1000;

/** The formats in which users can be downloaded: for spreadsheets and, as lines of JSON, for programs. */
export const FORMATS = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;

/** The query of a download: that of the list, and the format. */
export const exportQuery = userFilter.extend({
  format: z.enum(["csv", "ndjson"]).catch("csv").default("csv"),
});

const COLUMNS = [
  "id",
  "name",
  "email",
  "role",
  "createdAt",
  "emailVerified",
  "disabledAt",
  "secondFactorAt",
  "language",
  "lastSignInAt",
] as const satisfies readonly (keyof User)[];

/**
 * The matching users as text, the oldest first, in batches. The trail records who downloads them; no
 * password record leaves the app over HTTP.
 * @throws Problem as requireRight() does
 */
export async function exportUsers(
  asking: AskingSession,
  filter: UserFilter,
  format: keyof typeof FORMATS,
): Promise<AsyncIterable<string>> {
  await transaction(async (tx) => {
    await requireRight(asking, "users.change", tx);
    await recordEvent("sensitive_read:users", { subjectId: null, on: tx });
  });
  const batches = batchesOf(await wantedBy(filter));
  return format === "csv" ? linesOfCsv(batches) : linesOfJson(batches);
}

async function* linesOfCsv(batches: AsyncIterable<User[]>): AsyncGenerator<string> {
  yield csvLines([[...COLUMNS]]);
  for await (const users of batches) {
    yield csvLines(users.map((user) => COLUMNS.map((name) => textOf(user[name]))));
  }
}

const textOf = (value: User[keyof User]) => (value instanceof Date ? value.toISOString() : value);

async function* linesOfJson(batches: AsyncIterable<User[]>): AsyncGenerator<string> {
  for await (const users of batches) {
    yield users.map((user) => `${JSON.stringify(user, [...COLUMNS])}\n`).join("");
  }
}

async function* batchesOf(wanted: Wanted | null): AsyncGenerator<User[]> {
  if (!wanted) return;
  const { organizationId } = wanted;
  for (let after: string | null = null; ; ) {
    const page = { after, take: BATCH };
    const { users, fitting } = await fromReplica(async () => {
      const users: User[] = organizationId
        ? await listUsersOf(organizationId, page, "oldest")
        : await listUsers(page, "oldest");
      return { users, fitting: await matchingUsers(users, wanted) };
    });
    if (fitting.length > 0) yield fitting;
    if (users.length < BATCH) return;
    after = users.at(-1)?.id ?? null;
  }
}
