import { becomeFirstAdmin, firstAdminLink } from "@/lib/features/admin/first-admin";
import { changePassword } from "@/lib/features/password/change";
import type { Renewal } from "@/lib/features/sessions/renewal";
import { reauthenticate } from "@/lib/features/sign-in/reauthenticate";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount } from "@/tests/support/people/accounts";

/* A proof renews the session that asked, and no session that has become somebody else's meanwhile. */

const LONG_AGO = new Date(Date.now() - 30 * MINUTE_MS);
const NEW_PASSWORD = "eight quiet lanterns";

let made = 0;
let account: Account;
let sessionId: string;

beforeEach(async () => {
  account = await createAccount();
  const secretHash = `first-${++made}`;
  await createSession({
    secretHash,
    userId: account.id,
    remember: false,
    authenticatedAt: LONG_AGO,
    methods: "link",
    expiresAt: new Date(Date.now() + 60 * MINUTE_MS),
    ipAddress: null,
    userAgent: null,
  });
  sessionId = (await db.session.findUniqueOrThrow({ where: { secretHash } })).id;
});

/** A request that came in with the secret the session had at first. */
const renewal = (to: string): Renewal => ({
  userId: account.id,
  sessionId,
  from: `first-${made}`,
  to: `${to}-${made}`,
  now: new Date(),
});

const session = () => db.session.findUnique({ where: { id: sessionId } });
const confirm = (to: string) =>
  reauthenticate(account, { password: account.password }, renewal(to));
const change = (to: string) =>
  changePassword(
    { ...account, name: "Ada" },
    { renewal: renewal(to), recent: false },
    { currentPassword: account.password, newPassword: NEW_PASSWORD },
  );

/** What each of several acts at once came to: "done" or the code of its problem. */
async function atOnce(...acts: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(acts);
  return results.map((result) => (result.status === "fulfilled" ? "done" : result.reason.code));
}

test("a proof is stored with the session: which one, and when", async () => {
  await confirm("confirmed");
  const row = await session();
  expect(row).toMatchObject({ secretHash: `confirmed-${made}`, methods: "password" });
  expect(Number(row?.authenticatedAt)).toBeGreaterThan(Number(LONG_AGO));
  expect(await eventNames(account.id)).toEqual(["authn_token_created:confirmation"]);
});

test("of many proofs with one secret the first renews the session, and the others do nothing", async () => {
  const results = await atOnce(...Array.from({ length: 4 }, (_, n) => confirm(`thief${n}`)));
  expect(results.filter((result) => result === "done")).toHaveLength(1);
  expect(results.filter((result) => result === "unauthenticated")).toHaveLength(3);
  expect((await session())?.secretHash).toBe(`thief${results.indexOf("done")}-${made}`);
  expect(await eventNames(account.id)).toEqual(["authn_token_created:confirmation"]);
});

test.each([
  ["the confirmation is sent first", 0],
  ["the change is sent first", 1],
])(
  "a change of the password and a confirmation by the old one at once: one succeeds, the other changes nothing (%s)",
  async (_, first) => {
    const acts = [() => confirm("thief"), () => change("owner")];
    const order = first === 0 ? acts : acts.reverse();
    const results = await atOnce(...order.map((act) => act()));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    const [thief, owner] = first === 0 ? results : [...results].reverse();
    // "invalid": the new password was there before the old one was looked at.
    expect(["done", "password_changed", "unauthenticated", "invalid"]).toContain(thief);
    const winner = owner === "done" ? "owner" : "thief";
    expect((await session())?.secretHash).toBe(`${winner}-${made}`);
    const changes = (await eventNames(account.id)).filter(
      (name) => name === "authn_password_change",
    );
    expect(changes).toHaveLength(owner === "done" ? 1 : 0);
  },
);

test("a password stays when the session has a newer secret, or has ended", async () => {
  const { hash } = await db.password.findUniqueOrThrow({ where: { userId: account.id } });
  await db.session.update({ where: { id: sessionId }, data: { secretHash: `next-${made}` } });
  expect(await atOnce(change("late"))).toEqual(["unauthenticated"]);
  await db.session.delete({ where: { id: sessionId } });
  expect(await atOnce(change("later"), confirm("latest"))).toEqual([
    "unauthenticated",
    "unauthenticated",
  ]);
  expect(await db.password.findUniqueOrThrow({ where: { userId: account.id } })).toMatchObject({
    hash,
  });
});

describe("becoming the first administrator", () => {
  const token = async () => {
    await db.user.updateMany({ where: { role: "admin" }, data: { role: "user" } });
    return new URL((await firstAdminLink()) ?? "").searchParams.get("token") ?? "";
  };
  const role = async () => (await db.user.findUniqueOrThrow({ where: { id: account.id } })).role;

  test("renews the session, but does not count as a proof", async () => {
    await becomeFirstAdmin(renewal("admin"), await token());
    expect(await session()).toMatchObject({
      secretHash: `admin-${made}`,
      authenticatedAt: LONG_AGO,
      methods: "link",
    });
    expect(await role()).toBe("admin");
  });

  test("is refused to an older copy of the cookie", async () => {
    const link = await token();
    await confirm("owner");
    expect(await atOnce(becomeFirstAdmin(renewal("thief"), link))).toEqual(["unauthenticated"]);
    expect(await role()).toBe("user");
  });
});
