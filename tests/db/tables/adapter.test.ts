import type { AdapterAccount, AdapterUser } from "next-auth/adapters";
import { pageOfUsers } from "@/lib/features/admin/user-list";
import { db } from "@/lib/platform/db/client";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { adapter } from "@/lib/web/session/adapter";
import { newEmail } from "@/tests/support/people/accounts";

// What next-auth calls when somebody signs in with an OAuth provider that a team has added.

const required = <T>(method: T | undefined): T => {
  if (!method) throw new Error("The adapter has no such method");
  return method;
};

const createUser = (user: Partial<AdapterUser>) =>
  required(adapter.createUser)({
    emailVerified: null,
    ...user,
  } as AdapterUser) as Promise<AdapterUser>;
const getUserByEmail = required(adapter.getUserByEmail);
const getUserByAccount = required(adapter.getUserByAccount);
const linkAccount = required(adapter.linkAccount);

let accounts = 0;

const accountOf = (userId: string, more: Record<string, unknown> = {}) =>
  ({
    userId,
    type: "oauth",
    provider: "github",
    providerAccountId: `account-${++accounts}`,
    access_token: "access",
    token_type: "bearer",
    scope: "read:user",
    expires_at: 1_800_000_000,
    ...more,
  }) as AdapterAccount;

test("a new user has the address normalised, the provider's name, and no rights", async () => {
  const email = newEmail();
  const user = await createUser({
    email: ` ${email.toUpperCase()} `,
    name: "Ada Lovelace",
    image: "https://example.com/ada.png",
  });
  expect(user).toMatchObject({ email, name: "Ada Lovelace", image: "https://example.com/ada.png" });
  expect(await db.user.findUnique({ where: { id: user.id } })).toMatchObject({
    email,
    role: "user",
    emailVerified: null,
    disabledAt: null,
  });
});

test.each([null, undefined, ""])(
  "a user whose name is %j is called by the address",
  async (name) => {
    const email = newEmail();
    const user = await createUser({ email, ...(name !== undefined && { name }) });
    expect(user.name).toBe(email.slice(0, email.indexOf("@")));
  },
);

test("a user is found by the address in any spelling", async () => {
  const user = await createUser({ email: newEmail() });
  expect(await getUserByEmail(user.email.toUpperCase())).toMatchObject({ id: user.id });
  expect(await getUserByEmail(user.email.replace("@", "＠"))).toMatchObject({ id: user.id });
  expect(await getUserByEmail(newEmail())).toBeNull();
});

test("a second user with the same address in another spelling is refused", async () => {
  const { email } = await createUser({ email: newEmail() });
  const second = await createUser({ email: email.toUpperCase() }).catch((error: unknown) => error);
  expect(isUniqueViolation(second)).toBe(true);
  expect(await db.user.count({ where: { email } })).toBe(1);
});

test("an admin finds a user that came through a provider", async () => {
  const user = await createUser({ email: newEmail(), name: "Grace Hopper" });
  const { users } = await pageOfUsers({ q: user.email, sort: "newest", after: null });
  expect(users).toMatchObject([{ id: user.id, name: "Grace Hopper" }]);
});

test("an account is linked, fields we do not know left out", async () => {
  const { id } = await createUser({ email: newEmail() });
  const account = accountOf(id, { refresh_token_expires_in: 15_897_600, not_before: 0 });
  await linkAccount(account);
  const { refresh_token_expires_in: _a, not_before: _b, ...known } = account;
  expect(await db.account.findMany({ where: { userId: id } })).toEqual([
    {
      id: expect.any(String),
      refresh_token: null,
      id_token: null,
      session_state: null,
      ...known,
    },
  ]);
});

test("a user is found by a linked account", async () => {
  const { id } = await createUser({ email: newEmail() });
  const account = accountOf(id);
  await linkAccount(account);
  const { provider, providerAccountId } = account;
  expect(await getUserByAccount({ provider, providerAccountId })).toMatchObject({ id });
  expect(await getUserByAccount({ provider: "gitlab", providerAccountId })).toBeNull();
  expect(await getUserByAccount({ provider, providerAccountId: "another" })).toBeNull();
});

test("one account of a provider belongs to one user", async () => {
  const [ada, eve] = [
    await createUser({ email: newEmail() }),
    await createUser({ email: newEmail() }),
  ];
  const account = accountOf(ada.id);
  await linkAccount(account);
  const stolen = await Promise.resolve(linkAccount({ ...account, userId: eve.id })).catch(
    (error: unknown) => error,
  );
  expect(isUniqueViolation(stolen)).toBe(true);
  const { provider, providerAccountId } = account;
  expect(await getUserByAccount({ provider, providerAccountId })).toMatchObject({ id: ada.id });
});

test("linked accounts go with their user", async () => {
  const { id } = await createUser({ email: newEmail() });
  await linkAccount(accountOf(id));
  await db.user.delete({ where: { id } });
  expect(await db.account.count({ where: { userId: id } })).toBe(0);
});
