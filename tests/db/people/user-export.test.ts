import { parse } from "csv-parse/sync";
import { exportUsers } from "@/lib/features/admin/user-export";
import { db } from "@/lib/platform/db/client";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";

const BATCH = 1000;
const FIELDS = [
  ...["id", "name", "email", "role", "createdAt", "emailVerified", "disabledAt"],
  ...["secondFactorAt", "language", "lastSignInAt"],
];

async function piecesOf(text: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of text) pieces.push(piece);
  return pieces;
}

test("every user comes once, in batches of a thousand at most, in either format, with these fields only [V14.2.6]", async () => {
  const { id } = await createAccount({ role: "admin", name: "Kim;＝HYPERLINK(A1)" });
  const asking = await newAskingSession(id);
  const data = Array.from({ length: 2 * BATCH }, () => ({ name: "Kim\nLee", email: newEmail() }));
  await db.user.createMany({ data });
  const pieces = await piecesOf(await exportUsers(asking, {}, "ndjson"));
  expect(pieces.length).toBeGreaterThan(2);
  const lines = pieces.map((piece) => piece.trimEnd().split("\n"));
  for (const some of lines) expect(some.length).toBeLessThanOrEqual(BATCH);
  const users: Record<string, unknown>[] = lines.flat().map((line) => JSON.parse(line));
  const ids = users.map((user) => String(user.id));
  expect(users).toHaveLength(await db.user.count());
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const user of users) expect(Object.keys(user).sort()).toEqual([...FIELDS].sort());

  const csv = (await piecesOf(await exportUsers(asking, { role: "admin" }, "csv"))).join("");
  const [header = [], ...rows]: string[][] = parse(csv);
  expect(header).toEqual(FIELDS);
  expect(rows).toHaveLength(await db.user.count({ where: { role: "admin" } }));
  // Where cells end at a semicolon, a formula would begin; full-width signs begin one, too.
  expect(rows.find((cells) => cells[0] === id)?.[1]).toBe("Kim;'＝HYPERLINK(A1)");
});

test("an ended session gets nothing, and records nothing", async () => {
  const { id } = await createAccount({ role: "admin" });
  const asking = await newAskingSession(id);
  await db.session.deleteMany({ where: { userId: id } });
  const read = { type: "sensitive_read", detail: "users" };
  const before = await db.securityEvent.count({ where: read });
  await expect(exportUsers(asking, {}, "ndjson")).rejects.toThrow("unauthenticated");
  expect(await db.securityEvent.count({ where: read })).toBe(before);
});
