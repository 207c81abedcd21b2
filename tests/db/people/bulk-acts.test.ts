import { actOnMany, type BulkInput, bulkInput } from "@/lib/features/bulk-acts/bulk-acts";
import { choiceOf, outcomesOf, readOutcomes } from "@/lib/features/bulk-acts/choice";
import { db } from "@/lib/platform/db/client";
import { createUser } from "@/lib/platform/db/tables/users";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { newAskingSession } from "@/tests/support/people/sessions";

const NOBODY = "01999999-9999-7999-8999-999999999999";

/** An administrator as they ask. */
async function administrator() {
  const account = await createAccount({ role: "admin" });
  return { account, asking: await newAskingSession(account.id) };
}

const idsOf = (accounts: { id: string }[]) => accounts.map(({ id }) => id);
/** Accounts without a password: to hash one takes longer than all of an act. */
const many = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      createUser({ name: "Ada", email: newEmail(), emailVerified: new Date() }),
    ),
  );
const userOf = ({ id }: Pick<Account, "id">) => db.user.findUniqueOrThrow({ where: { id } });

async function act(
  by: Awaited<ReturnType<typeof administrator>>,
  input: Partial<BulkInput> & { ids: string[] },
) {
  const answer = await actOnMany(by.asking, { act: "disable", ...input });
  return answer.results.map(({ outcome, problem }) => problem ?? outcome);
}

/** How many events of a name an account has. */
const countOf = async ({ id }: Pick<Account, "id">, name: string) =>
  (await eventNames(id)).filter((event) => event === name).length;

test("each account has its own result, in the order given, and a refused one stops no other", async () => {
  const by = await administrator();
  const [plain, off] = [await createAccount(), await createAccount()];
  await db.user.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
  const { owner } = await createOrganisation({ member: plain });
  const ids = [plain.id, owner.id, off.id, by.account.id, NOBODY, plain.id];
  expect(await act(by, { ids })).toEqual([
    "done",
    "last_owner",
    "unchanged",
    "forbidden",
    "not_found",
  ]);
  expect((await userOf(plain)).disabledAt).not.toBeNull();
  expect((await userOf(owner)).disabledAt).toBeNull();
  expect((await userOf(by.account)).disabledAt).toBeNull();
  expect(await countOf(plain, "user_updated:disabled")).toBe(1);
  expect(await countOf(off, "user_updated:disabled")).toBe(0);
});

test("every bulk act does to each account what the single act does", async () => {
  const by = await administrator();
  const [one, other] = [await createAccount(), await createAccount()];
  const ids = idsOf([one, other]);
  for (const { id } of [one, other]) await newAskingSession(id);
  const sessions = () => db.session.count({ where: { userId: { in: ids } } });
  expect(await act(by, { act: "sign-out", ids })).toEqual(["done", "done"]);
  expect(await sessions()).toBe(0);
  expect(await act(by, { act: "change-role", role: "admin", ids })).toEqual(["done", "done"]);
  expect(await act(by, { act: "change-role", role: "admin", ids })).toEqual([
    "unchanged",
    "unchanged",
  ]);
  expect(await act(by, { act: "change-role", role: "user", ids })).toEqual(["done", "done"]);
  expect(await act(by, { act: "disable", ids })).toEqual(["done", "done"]);
  expect(await act(by, { act: "require-password", ids })).toEqual([
    "account_disabled",
    "account_disabled",
  ]);
  expect(await act(by, { act: "enable", ids })).toEqual(["done", "done"]);
  expect(await act(by, { act: "require-password", ids })).toEqual(["done", "done"]);
  expect(await db.password.count({ where: { userId: { in: ids } } })).toBe(0);
  expect(await eventNames(one.id)).toEqual([
    "authn_token_revoked:session",
    "authz_change:admin",
    "authz_change:user",
    "user_updated:disabled",
    "user_updated:enabled",
    "user_updated:password_removed",
  ]);
});

test("a role waits for a confirmed address, for each account", async () => {
  const by = await administrator();
  const [sure, unsure] = [await createAccount(), await createAccount({ verified: false })];
  const ids = idsOf([unsure, sure]);
  expect(await act(by, { act: "change-role", role: "admin", ids })).toEqual([
    "address_unverified",
    "done",
  ]);
});

test("two administrators who disable the same accounts at once: each is disabled once", async () => {
  const [one, other] = [await administrator(), await administrator()];
  const accounts = await many(20);
  const ids = idsOf(accounts);
  const [first, second] = await Promise.all([
    act(one, { ids }),
    act(other, { ids: ids.toReversed() }),
  ]);
  const both = second.toReversed();
  for (const [n, account] of accounts.entries()) {
    expect([first[n], both[n]].sort()).toEqual(["done", "unchanged"]);
    expect(await countOf(account, "user_updated:disabled")).toBe(1);
  }
});

test("when two administrators disable each other and all others at once, one remains", async () => {
  await db.user.updateMany({ where: { role: "admin" }, data: { role: "user" } });
  const admins = await Promise.all([administrator(), administrator(), administrator()]);
  const [one, other] = admins;
  const ids = admins.map(({ account }) => account.id);
  await Promise.allSettled([act(one, { ids }), act(other, { ids: ids.toReversed() })]);
  const left = await db.user.count({ where: { role: "admin", disabledAt: null } });
  expect(left).toBeGreaterThanOrEqual(1);
  const disabled = await db.user.count({ where: { role: "admin", disabledAt: { not: null } } });
  expect(left + disabled).toBe(3);
});

test("the last administrators are not demoted together: one remains", async () => {
  await db.user.updateMany({ where: { role: "admin" }, data: { role: "user" } });
  const by = await administrator();
  const others = await Promise.all([
    createAccount({ role: "admin" }),
    createAccount({ role: "admin" }),
  ]);
  // With an unconfirmed address nobody gets in: the one who asks does not count as left.
  await db.user.update({ where: { id: by.account.id }, data: { emailVerified: null } });
  expect(await act(by, { act: "change-role", role: "user", ids: idsOf(others) })).toEqual([
    "done",
    "last_admin",
  ]);
});

test("a session that ends half way stops the rest, and what was done is reported", async () => {
  const by = await administrator();
  const ids = idsOf(await many(200));
  const answering = act(by, { ids });
  while ((await userOf({ id: String(ids[1]) })).disabledAt === null);
  await db.session.deleteMany({ where: { userId: by.account.id } });
  const results = await answering;
  const done = results.indexOf("unauthenticated");
  expect(results).toEqual(ids.map((_, n) => (n < done ? "done" : "unauthenticated")));
  expect(done).toBeGreaterThan(1);
  const disabled = { id: { in: ids }, disabledAt: { not: null } };
  expect(await db.user.count({ where: disabled })).toBe(done);
  await expect(act(by, { ids: ids.slice(-1) })).rejects.toThrow("unauthenticated");
});

describe("the request", () => {
  const parse = (input: object) => {
    const parsed = bulkInput.safeParse(input);
    return parsed.success ? parsed.data : parsed.error.issues.map(({ path }) => path.join("."));
  };

  test("names one to a hundred accounts, and a known act", () => {
    const ids = Array.from({ length: 101 }, () => NOBODY);
    expect(parse({ act: "enable", ids: NOBODY })).toEqual({ act: "enable", ids: [NOBODY] });
    expect(parse({ act: "enable", ids: ids.slice(1) })).toMatchObject({ act: "enable" });
    expect(parse({ act: "enable", ids })).toEqual(["ids"]);
    expect(parse({ act: "enable", ids: [] })).toEqual(["ids"]);
    expect(parse({ act: "enable" })).toEqual(["ids"]);
    expect(parse({ act: "delete", ids: [NOBODY] })).toEqual(["act"]);
    expect(parse({ act: "enable", ids: ["1 OR 1=1"] })).not.toHaveProperty("act");
  });

  test("names a role for a change of role", () => {
    expect(parse({ act: "change-role", ids: [NOBODY] })).toEqual(["role"]);
    expect(parse({ act: "change-role", role: "captain", ids: [NOBODY] })).toEqual(["role"]);
  });
});

test("the URL names the accounts, and the message each result, in the same order", () => {
  const other = NOBODY.replace("0", "1");
  expect(choiceOf({ act: "disable", ids: [NOBODY, `${other}.${NOBODY}`, "x"] })).toEqual({
    act: "disable",
    ids: [NOBODY, other],
  });
  expect(choiceOf({ act: "delete" })).toEqual({ act: null, ids: [] });
  const result = { detail: null, problem: null };
  const letters = outcomesOf([
    { ...result, id: NOBODY, outcome: "done" },
    { ...result, id: other, outcome: "refused", problem: "last_admin" },
  ]);
  expect(readOutcomes([NOBODY, other], letters)).toEqual([
    { id: NOBODY, outcome: "done", problem: null },
    { id: other, outcome: "refused", problem: "last_admin" },
  ]);
  expect(readOutcomes([NOBODY], letters)).toBeNull();
  expect(readOutcomes([], "")).toBeNull();
});
