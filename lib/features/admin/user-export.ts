import { type AskingSession, requireSession } from "@/lib/features/asking/asking";
import { csvLines } from "@/lib/features/audit/csv";
import { recordEvent } from "@/lib/features/audit/events";
import { listUsers } from "@/lib/platform/db/tables/user-search";
import type { User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { fitsFilter, type UserFilter } from "./user-list";

const BATCH = 1000;

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
];

/**
 * The users that fit as CSV, the oldest first, in batches. Who reads them all is in the trail; no password
 * record leaves the app over HTTP.
 * @throws Problem unauthenticated when the session that asks has ended meanwhile
 */
export async function exportUsers(
  asking: AskingSession,
  filter: UserFilter,
): Promise<AsyncIterable<string>> {
  await transaction(async (tx) => {
    await requireSession(asking, tx);
    await recordEvent("sensitive_read:users", { subjectId: null, on: tx });
  });
  return linesOf(filter);
}

async function* linesOf(filter: UserFilter): AsyncGenerator<string> {
  yield csvLines([COLUMNS]);
  for (let after: string | null = null; ; ) {
    const users: User[] = await listUsers({ after, take: BATCH }, "oldest");
    const cells = users.filter((user) => fitsFilter(user, filter)).map(cellsOf);
    if (cells.length > 0) yield csvLines(cells);
    if (users.length < BATCH) return;
    after = users.at(-1)?.id ?? null;
  }
}

const cellsOf = (user: User) => [
  user.id,
  user.name,
  user.email,
  user.role,
  user.createdAt.toISOString(),
  user.emailVerified?.toISOString() ?? null,
  user.disabledAt?.toISOString() ?? null,
  user.secondFactorAt?.toISOString() ?? null,
  user.language,
];
