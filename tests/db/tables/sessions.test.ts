import { lifetime } from "@/lib/features/sessions/lifetime";
import { activeSessions } from "@/lib/features/sessions/sessions";
import { env } from "@/lib/platform/config/env";
import { HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import {
  createSession,
  deleteSession,
  deleteSessions,
  deleteSurplusSessions,
  listSessions,
  touchSession,
} from "@/lib/platform/db/tables/sessions";
import { createUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { newEmail } from "@/tests/support/people/accounts";

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

let made = 0;

const newUser = async () => (await createUser({ name: "Ada", email: newEmail() })).id;

/** A session of the user. @returns its public id */
async function newSession(
  userId: string,
  given: { seen?: Date; ends?: Date; remember?: boolean } = {},
): Promise<string> {
  const secretHash = `secret-hash-${++made}`;
  const { seen = new Date(), ends = new Date(Date.now() + HOUR_MS), remember = false } = given;
  await createSession({
    secretHash,
    userId,
    remember,
    authenticatedAt: seen,
    methods: "password",
    expiresAt: ends,
    ipAddress: "192.0.2.1",
    userAgent: "curl",
  });
  return (await db.session.findUniqueOrThrow({ where: { secretHash } })).id;
}

const idsOf = async (userId: string) => (await listSessions(userId)).map(({ id }) => id);

test("a session is listed with what its owner may know, and without its secret", async () => {
  const userId = await newUser();
  const seen = ago(1000);
  const id = await newSession(userId, { seen, remember: true });
  const [session] = await listSessions(userId);
  expect(session).toEqual({
    id,
    remember: true,
    createdAt: expect.any(Date),
    lastSeenAt: seen,
    expiresAt: expect.any(Date),
    ipAddress: "192.0.2.1",
    userAgent: "curl",
    parentId: null,
  });
  expect(JSON.stringify(session)).not.toContain("secret");
});

test("the most recently used comes first", async () => {
  const userId = await newUser();
  const oldest = await newSession(userId, { seen: ago(3000) });
  const newest = await newSession(userId, { seen: ago(1000) });
  const middle = await newSession(userId, { seen: ago(2000) });
  expect(await idsOf(userId)).toEqual([newest, middle, oldest]);
  await touchSession({ id: oldest, lastSeenAt: ago(3000) }, new Date(), ago(500));
  expect(await idsOf(userId)).toEqual([oldest, newest, middle]);
});

test("the last use is recorded once, however many record it at once", async () => {
  const userId = await newUser();
  const id = await newSession(userId, { seen: ago(60_000) });
  const [first, second] = [ago(10), ago(5)];
  const read = { id, lastSeenAt: ago(60_000) };
  for (const seen of [first, second]) await touchSession(read, seen, ago(30_000));
  const [session] = await listSessions(userId);
  expect(session?.lastSeenAt).toEqual(first);
});

test("of too many the most recently used stay", async () => {
  const [ada, eve] = [await newUser(), await newUser()];
  const kept = await newSession(ada, { seen: ago(1000) });
  await newSession(ada, { seen: ago(3000) });
  const other = await newSession(ada, { seen: ago(2000) });
  const hers = await newSession(eve, { seen: ago(4000) });
  expect(await transaction((tx) => deleteSurplusSessions(ada, 2, tx))).toBe(1);
  expect(await transaction((tx) => deleteSurplusSessions(ada, 2, tx))).toBe(0);
  expect(await idsOf(ada)).toEqual([kept, other]);
  expect(await idsOf(eve)).toEqual([hers]);
});

test("neither expired sessions nor other people's are active", async () => {
  const [ada, eve] = [await newUser(), await newUser()];
  const live = await newSession(ada);
  await newSession(ada, { ends: ago(1) });
  await newSession(ada, { seen: ago(lifetime.idle(false)) });
  await newSession(eve);
  const active = await activeSessions(ada, live);
  expect(active.map(({ id, current }) => [id, current])).toEqual([[live, true]]);
  expect(await activeSessions(eve, null)).toMatchObject([{ current: false }]);
});

test("two sessions never share a secret [V7.2.2]", async () => {
  const userId = await newUser();
  await newSession(userId);
  made--;
  await expect(newSession(userId)).rejects.toThrow();
});

/** The columns of a session's row that a touch changes. */
async function changedBy(lastSeenAt: Date, seenAt: Date): Promise<string[]> {
  const id = await newSession(await newUser(), { seen: lastSeenAt });
  const row = () => db.session.findUniqueOrThrow({ where: { id } });
  const before = await row();
  await touchSession({ id, lastSeenAt }, seenAt, lastSeenAt);
  const after = await row();
  const names = Object.keys(before) as (keyof typeof before)[];
  return names.filter((name) => String(before[name]) !== String(after[name]));
}

const indexed = async (): Promise<string[]> =>
  (
    await (env.postgres
      ? db.$queryRaw<{ name: string }[]>`
          SELECT attname AS "name" FROM pg_attribute JOIN pg_index ON indexrelid = attrelid
          WHERE indrelid = '"Session"'::regclass`
      : db.$queryRaw<{ name: string }[]>`
          SELECT c.name FROM pragma_index_list('Session') i, pragma_index_info(i.name) c`)
  ).map(({ name }) => name);

test("a session in use writes to an index once a day", async () => {
  const noon = new Date("2026-11-29T12:00:00.000Z");
  expect(await indexed()).toEqual(expect.arrayContaining(["secretHash", "lastSeenDay"]));
  // On PostgreSQL such an update is made in place: a heap-only tuple.
  expect(await changedBy(noon, new Date(+noon + MINUTE_MS))).toEqual(["lastSeenAt"]);
  expect(await indexed()).not.toContain("lastSeenAt");
  const nextDay = new Date("2026-11-30T00:00:01.000Z");
  expect(await changedBy(noon, nextDay)).toEqual(["lastSeenAt", "lastSeenDay"]);
});

describe("ending", () => {
  const end = (userId: string, id: string) => transaction((tx) => deleteSession(userId, id, tx));

  test("one: once, and only by its owner", async () => {
    const [ada, eve] = [await newUser(), await newUser()];
    const [id, other] = [await newSession(ada), await newSession(ada)];
    expect(await end(eve, id)).toBe(false);
    expect(await end(ada, "nonsense")).toBe(false);
    expect(await idsOf(ada)).toHaveLength(2);
    expect(await end(ada, id)).toBe(true);
    expect(await end(ada, id)).toBe(false);
    expect(await idsOf(ada)).toEqual([other]);
  });

  test("one, by many at once: exactly one succeeds", async () => {
    const ada = await newUser();
    const id = await newSession(ada);
    const results = await Promise.all(Array.from({ length: 8 }, () => end(ada, id)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test("all except one, of this user only", async () => {
    const [ada, eve] = [await newUser(), await newUser()];
    const keep = await newSession(ada);
    await newSession(ada);
    await newSession(ada);
    const others = await newSession(eve);
    expect(await transaction((tx) => deleteSessions(ada, keep, tx))).toBe(2);
    expect(await idsOf(ada)).toEqual([keep]);
    expect(await idsOf(eve)).toEqual([others]);
  });

  test("all", async () => {
    const ada = await newUser();
    await newSession(ada);
    await newSession(ada);
    expect(await transaction((tx) => deleteSessions(ada, null, tx))).toBe(2);
    expect(await idsOf(ada)).toEqual([]);
  });

  test("with its user", async () => {
    const ada = await newUser();
    await newSession(ada);
    await db.user.delete({ where: { id: ada } });
    expect(await db.session.count({ where: { userId: ada } })).toBe(0);
  });

  test("recording the use of an ended session creates no new one", async () => {
    const ada = await newUser();
    const id = await newSession(ada);
    await end(ada, id);
    await touchSession({ id, lastSeenAt: new Date() }, new Date(), new Date());
    expect(await idsOf(ada)).toEqual([]);
  });
});
