import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import { findSessionBySecret } from "@/lib/platform/db/tables/session-lookup";
import { createSession } from "@/lib/platform/db/tables/sessions";
import { createUser, findUser, setSecondFactor, type User } from "@/lib/platform/db/tables/users";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { newEmail } from "@/tests/support/people/accounts";
import { type OtherProcess, startProcess } from "@/tests/support/process/other-process";
import { START_MS } from "@/tests/support/process/patience";

// Thirteen hours ahead of UTC in January, twelve in July: the process and its database session.
const ELSEWHERE = { TZ: "Pacific/Auckland", PGOPTIONS: "-c timezone=Pacific/Auckland" };

const AUTHENTICATED = new Date("2026-01-31T23:59:59.999Z");
// Taken for a time in Auckland it would not exist: clocks go from 2:00 to 3:00 that night.
const EXPIRES = new Date("2036-09-28T02:30:00.001Z");
const VERIFIED = new Date("2025-07-01T00:00:00.500Z");
const SECOND_FACTOR = new Date("2025-12-31T11:59:59.250Z");

let elsewhere: {
  lookup: OtherProcess<typeof import("@/lib/platform/db/tables/session-lookup")>;
  sessions: OtherProcess<{ createSession: typeof createSession }>;
};

beforeAll(async () => {
  const [lookup, sessions] = await Promise.all([
    startProcess<typeof import("@/lib/platform/db/tables/session-lookup")>(
      "@/lib/platform/db/tables/session-lookup",
      ELSEWHERE,
    ),
    startProcess<{ createSession: typeof createSession }>(
      "@/lib/platform/db/tables/sessions",
      ELSEWHERE,
    ),
  ]);
  elsewhere = { lookup, sessions };
}, START_MS);

afterAll(() => Promise.all([elsewhere.lookup.stop(), elsewhere.sessions.stop()]));

async function newUser(): Promise<User> {
  const user = await createUser({
    name: "Ada Ünal",
    email: newEmail(),
    role: "admin",
    emailVerified: VERIFIED,
  });
  await setSecondFactor(user.id, SECOND_FACTOR, db);
  return user;
}

const sessionOf = (userId: string, secretHash: string, remember = true) => ({
  secretHash,
  userId,
  remember,
  authenticatedAt: AUTHENTICATED,
  methods: "password totp",
  expiresAt: EXPIRES,
  ipAddress: null,
  userAgent: null,
});

const expected = ({ id, name, email, createdAt }: User) => ({
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  remember: true,
  createdAt: expect.any(Date),
  lastSeenAt: AUTHENTICATED,
  authenticatedAt: AUTHENTICATED,
  methods: "password totp",
  expiresAt: EXPIRES,
  parentId: null,
  user: {
    id,
    name,
    email,
    emailVerified: VERIFIED,
    role: "admin",
    createdAt,
    disabled: false,
    language: null,
    timeZone: null,
    secondFactorAt: SECOND_FACTOR,
  },
});

test("every field arrives as it was written, and no secret", async () => {
  const user = await newUser();
  await createSession(sessionOf(user.id, "hash-1"));
  const found = await findSessionBySecret("hash-1");
  expect(found).toEqual(expected(user));
  expect(Math.abs(Number(found?.createdAt) - Date.now())).toBeLessThan(60_000);
  expect(JSON.stringify(found)).not.toContain("hash-1");
});

test("it agrees with Prisma", async () => {
  const user = await newUser();
  await createSession(sessionOf(user.id, "hash-2", false));
  const row = await db.session.findUniqueOrThrow({ where: { secretHash: "hash-2" } });
  expect(await findSessionBySecret("hash-2")).toMatchObject({
    id: row.id,
    remember: row.remember,
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    authenticatedAt: row.authenticatedAt,
    methods: row.methods,
    expiresAt: row.expiresAt,
  });
});

describe("a server in another time zone [V16.2.2]", () => {
  test("reads the same times", async () => {
    const user = await newUser();
    await createSession(sessionOf(user.id, "hash-3"));
    const there = await elsewhere.lookup.call("findSessionBySecret", "hash-3");
    const here = await findSessionBySecret("hash-3");
    expect(here).toEqual(expected(user));
    expect(there).toEqual(here);
  });

  test("writes the same times", async () => {
    const user = await newUser();
    await elsewhere.sessions.call("createSession", sessionOf(user.id, "hash-4"));
    const found = await findSessionBySecret("hash-4");
    expect(found).toEqual(expected(user));
    expect(Math.abs(Number(found?.createdAt) - Date.now())).toBeLessThan(60_000);
    expect(await elsewhere.lookup.call("findSessionBySecret", "hash-4")).toEqual(found);
  });
});

test("many lookups at once each get their own answer", async () => {
  const users = await Promise.all(Array.from({ length: 20 }, newUser));
  await Promise.all(users.map(({ id }, n) => createSession(sessionOf(id, `many-${n}`))));
  const asked = [...users.keys(), 3, 21, 0];
  const found = await Promise.all(asked.map((n) => findSessionBySecret(`many-${n}`)));
  expect(found.map((session) => session?.user.id)).toEqual(asked.map((n) => users[n]?.id));
});

test("an ended session is not found by a later lookup, even while an earlier answer is on its way", async () => {
  const user = await newUser();
  await createSession(sessionOf(user.id, "hash-9"));
  const before = findSessionBySecret("hash-9");
  await db.session.delete({ where: { secretHash: "hash-9" } });
  expect(await findSessionBySecret("hash-9")).toBeNull();
  await before;
});

// SQLite is asked row by row.
if (env.postgres) {
  test("lookups of one turn share one query", async () => {
    listenToPostgres();
    const statements = await statementsOf(() =>
      Promise.all(["hash-1", "hash-2", "hash-1", "nobody"].map(findSessionBySecret)),
    );
    expect(statements).toHaveLength(1);
  });
}

test("the user is as of now, not as of sign-in", async () => {
  const { id } = await newUser();
  await createSession(sessionOf(id, "hash-5"));
  await db.user.update({
    where: { id },
    data: { name: "Eve", role: "user", emailVerified: null, disabledAt: new Date() },
  });
  expect(await findSessionBySecret("hash-5")).toMatchObject({
    user: { id, name: "Eve", role: "user", emailVerified: null, disabled: true },
  });
});

test("an expired session is still returned: the caller decides", async () => {
  const user = await newUser();
  const past = new Date(Date.now() - 1000);
  await createSession({ ...sessionOf(user.id, "hash-6"), expiresAt: past });
  expect((await findSessionBySecret("hash-6"))?.expiresAt).toEqual(past);
});

test.each(["hash-unknown", "", "hash-1' OR '1'='1", "%", "x".repeat(4096)])(
  "%j finds none",
  async (secretHash) => {
    expect(await findSessionBySecret(secretHash)).toBeNull();
  },
);

test("a deleted session or user is not found", async () => {
  const user = await newUser();
  await createSession(sessionOf(user.id, "hash-7"));
  await createSession(sessionOf(user.id, "hash-8"));
  await db.session.delete({ where: { secretHash: "hash-7" } });
  expect(await findSessionBySecret("hash-7")).toBeNull();
  expect(await findSessionBySecret("hash-8")).not.toBeNull();
  await db.user.delete({ where: { id: user.id } });
  expect(await findUser(user.id)).toBeNull();
  expect(await findSessionBySecret("hash-8")).toBeNull();
});
