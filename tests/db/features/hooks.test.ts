import { deleteAccount } from "@/lib/features/accounts/deletion";
import { exportAccount } from "@/lib/features/accounts/export";
import { signUp } from "@/lib/features/accounts/sign-up";
import { verifyEmail } from "@/lib/features/accounts/verification";
import { type Hooks, hooks, registerHooks } from "@/lib/features/hooks/hooks";
import { issueToken } from "@/lib/features/links/links";
import { resetPassword } from "@/lib/features/password/reset";
import { openSession } from "@/lib/features/sign-in/open-session";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { createUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { deliverQuietly } from "@/tests/support/mail/deliver-quietly";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";

type InTransaction = Exclude<keyof Hooks, "dataExported">;

const NAMES: InTransaction[] = ["accountCreated", "accountVerified", "signedIn", "accountDeleted"];

/** What was called, and what each found in the database, by its own transaction. */
let called: { hook: string; id: string; stored: boolean }[] = [];

const before = hooks();
afterAll(() => registerHooks(before));

/** Hooks that write and tell; that one throws after it has written. */
function register(throwing?: InTransaction): void {
  called = [];
  const noted =
    (hook: InTransaction): Hooks[InTransaction] =>
    async (user, tx) => {
      const stored = (await tx.user.findUnique({ where: { id: user.id } })) !== null;
      called.push({ hook, id: user.id, stored });
      await createUser({ name: hook, email: `${hook}-${user.email}` }, tx);
      if (hook === throwing) throw new Error(`${hook} failed`);
    };
  registerHooks(Object.fromEntries(NAMES.map((name) => [name, noted(name)])));
}

/** What a hook has written. */
const written = (hook: InTransaction, email: string) =>
  db.user.count({ where: { email: `${hook}-${email}` } });

const link = (account: Account, purpose: "verify-email" | "reset-password") =>
  transaction((tx) => issueToken(purpose, account.id, account.email, tx));

const open = ({ id: userId }: Account) =>
  openSession(
    {
      secretHash: hashSecret(newSecret()),
      userId,
      remember: false,
      authenticatedAt: new Date(),
      expiresAt: new Date(Date.now() + 60_000),
    },
    { methods: ["password"], device: null },
  );

/** What calls each hook, and what is not so any more once it has happened. */
const ways: Record<
  string,
  {
    hook: InTransaction;
    verified: boolean;
    happen: (account: Account) => Promise<unknown>;
    happened: (account: Account) => Promise<boolean>;
  }
> = {
  "confirming the address": {
    hook: "accountVerified",
    verified: false,
    happen: async (account) => verifyEmail(await link(account, "verify-email")),
    happened: async ({ id }) =>
      (await db.user.findUniqueOrThrow({ where: { id } })).emailVerified !== null,
  },
  "a new password by a link, which confirms the address": {
    hook: "accountVerified",
    verified: false,
    happen: async (account) =>
      resetPassword({
        token: await link(account, "reset-password"),
        password: "seven quiet lanterns",
      }),
    happened: async ({ id }) =>
      (await db.user.findUniqueOrThrow({ where: { id } })).emailVerified !== null,
  },
  "signing in": {
    hook: "signedIn",
    verified: true,
    happen: open,
    happened: async ({ id }) => (await db.session.count({ where: { userId: id } })) > 0,
  },
  "deleting the account": {
    hook: "accountDeleted",
    verified: true,
    happen: async ({ id }) => deleteAccount(await newAskingSession(id)),
    happened: async ({ id }) => (await db.user.count({ where: { id } })) === 0,
  },
};

describe.each(Object.entries(ways))("%s", (_name, { hook, verified, happen, happened }) => {
  test("calls its hook once, inside the transaction", async () => {
    const account = await createAccount({ verified });
    register();
    await happen(account);
    expect(called).toEqual([{ hook, id: account.id, stored: true }]);
    expect(await written(hook, account.email)).toBe(1);
    expect(await happened(account)).toBe(true);
  });

  test("is rolled back by a hook that throws, with what the hook has written", async () => {
    const account = await createAccount({ verified });
    register(hook);
    await expect(happen(account)).rejects.toThrow(`${hook} failed`);
    expect(called).toHaveLength(1);
    expect(await written(hook, account.email)).toBe(0);
    expect(await happened(account)).toBe(false);
  });
});

test("confirming an address again does not call the hook again", async () => {
  const account = await createAccount();
  register();
  await verifyEmail(await link(account, "verify-email"));
  expect(called).toEqual([]);
});

describe("signing up", () => {
  const input = () => ({ name: "Ada", email: newEmail(), password: "seven quiet lanterns" });

  test("calls its hook for a new account, and not for a repeated sign-up", async () => {
    register();
    const person = input();
    await signUp(person);
    await signUp({ ...person, name: "Ada Lovelace" });
    await deliverQuietly();
    expect(called.map(({ hook }) => hook)).toEqual(["accountCreated"]);
    expect(await written("accountCreated", person.email)).toBe(1);
  });

  test("leaves no account and no mail when the hook throws, and is retried", async () => {
    register("accountCreated");
    const person = input();
    await signUp(person);
    const mails = await db.outboxMail.count();
    await deliverQuietly();
    expect(await db.user.count({ where: { email: person.email } })).toBe(0);
    expect(await db.outboxMail.count()).toBe(mails);
    const waiting = { where: { lastError: "accountCreated failed", deliveredAt: null } };
    expect(await db.outboxMail.count(waiting)).toBe(1);

    register();
    await db.outboxMail.updateMany({ ...waiting, data: { nextAttemptAt: new Date() } });
    await deliverQuietly();
    expect(await db.user.count({ where: { email: person.email } })).toBe(1);
    expect(await db.outboxMail.count(waiting)).toBe(0);
  });
});

describe("the download of personal data", () => {
  test("has what the product adds, under its own key", async () => {
    const { id } = await createAccount();
    registerHooks({ dataExported: async (user) => ({ projects: [{ owner: user.id }] }) });
    expect(await exportAccount(await newAskingSession(id))).toMatchObject({
      account: { id },
      product: { projects: [{ owner: id }] },
    });
  });

  test("has no such key where the product adds nothing", async () => {
    const { id } = await createAccount();
    registerHooks({});
    expect(await exportAccount(await newAskingSession(id))).not.toHaveProperty("product");
  });
});
