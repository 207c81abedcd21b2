import { signUp } from "@/lib/features/accounts/sign-up";
import { resendVerification } from "@/lib/features/accounts/verification";
import { requestReset } from "@/lib/features/password/reset";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { env } from "@/lib/platform/config/env";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import { createUser } from "@/lib/platform/db/tables/users";
import { deliverDue } from "@/lib/platform/mail/delivery";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { passwordPool } from "@/tests/support/app/password-pool";
import {
  listenToPostgres,
  type Statement,
  statementsOf,
} from "@/tests/support/database/statements";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { stopClock } from "@/tests/support/process/clock";
import { newRequest } from "@/tests/support/requests/messages";

/*
 * 78: what a request by address does depends on the address in nothing that takes time: it has the
 * database do the same, in the same order, whatever there is at the address. Statements say so at
 * once; times would need hundreds of samples, and find only what a quiet machine shows.
 */

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});
if (env.postgres) listenToPostgres();

const PASSWORD = "seven lemons on the harbour wall";

/** What there may be at an address. */
const KINDS: [string, () => Promise<string>][] = [
  ["an account", async () => (await createAccount({ password: PASSWORD })).email],
  ["an unverified one", async () => (await account({ verified: false })).email],
  ["a disabled one", async () => (await disabled(true)).email],
  ["a disabled, unverified one", async () => (await disabled(false)).email],
  [
    "one without a password",
    async () => (await createUser({ name: "A", email: newEmail() })).email,
  ],
  ["one that a provider signs in to", () => withProvider(true)],
  ["an unverified one that a provider signs in to", () => withProvider(false)],
];

async function withProvider(verified: boolean): Promise<string> {
  const confirmed = verified ? { emailVerified: new Date() } : {};
  const { id, email } = await createUser({ name: "A", email: newEmail(), ...confirmed });
  await db.account.create({
    data: { userId: id, type: "oauth", provider: "github", providerAccountId: id },
  });
  return email;
}

const account = ({ verified }: { verified: boolean }) =>
  createAccount({ password: PASSWORD, verified });

async function disabled(verified: boolean) {
  const { id, email } = await account({ verified });
  await db.user.update({ where: { id }, data: { disabledAt: new Date() } });
  return { email };
}

/** A statement without what is in it: SQLite's have their values in the text, long ones cut off. */
const shape = ({ text }: Statement) =>
  text
    .replace(/'(?:[^']|'')*'(?:\/\*\+\d+ bytes\*\/)?/g, "?")
    .replace(/\$\d+|-?\b\d+\b|\bNULL\b/g, "?");

let networks = 0;

/** What the database, and the threads that hash, are asked by a request from a network of its own. */
async function asked(work: () => Promise<unknown>): Promise<string[]> {
  const request = newRequest({ remoteAddress: `2001:db8:78${(networks++).toString(16)}::1` });
  const before = passwordPool().completed;
  const statements = await statementsOf(() => withRequestContext(request, work));
  return [...statements.map(shape), `hashed: ${passwordPool().completed - before}`];
}

/** What the worker does to the outbox afterwards. */
async function outboxWork(): Promise<string[]> {
  const statements = await statementsOf(() => deliverDue(mailRequestHandlers));
  return statements.map(shape).filter((text) => text.includes("OutboxMail"));
}

const ASK: [string, (email: string) => Promise<unknown>][] = [
  ["signing in with a wrong password", (email) => signInWith(email, "wrong password")],
  ["asking for a new password", requestReset],
  ["asking for the link again", resendVerification],
  [
    "signing up",
    (email) => signUp({ name: "Eve", email, password: "seven pears on the harbour wall" }),
  ],
  [
    "signing up with the password of the account",
    (email) => signUp({ name: "A", email, password: PASSWORD }),
  ],
];

const signInWith = (email: string, password: string) => signIn({ email, password, device: "" });

/** Starts the threads, too. */
beforeAll(() => createAccount({ password: PASSWORD }));
beforeEach(() => deliverDue(mailRequestHandlers));

describe.each(ASK)("78 %s does the same work in the database [V6.3.8]", (_what, ask) => {
  stopClock();

  test.each(KINDS)("for %s as for an unknown address", async (_kind, make) => {
    const email = await make();
    await deliverDue(mailRequestHandlers);
    const nobody = await asked(() => ask(newEmail()));
    const nobodyLater = await outboxWork();
    expect(nobody.length).toBeGreaterThan(1);
    expect(await asked(() => ask(email))).toEqual(nobody);
    expect(await outboxWork()).toEqual(nobodyLater);
  });

  test("and does no more after its mail limit is reached", async () => {
    const [email, nobody] = [(await account({ verified: false })).email, newEmail()];
    for (let n = 0; n < 5; n++) for (const one of [email, nobody]) await ask(one).catch(() => null);
    // The second try of a sign-in comes too soon.
    const tried = (one: string) => asked(() => ask(one).catch(() => null));
    for (let n = 0; n < 2; n++) expect(await tried(email)).toEqual(await tried(nobody));
  });
});

test("78 for the database the right password of an unverified or disabled account is a wrong one [V6.3.8]", async () => {
  const nobody = await asked(() => signInWith(newEmail(), PASSWORD));
  const nobodyLater = await outboxWork();
  for (const [, make] of KINDS.slice(1, 4)) {
    const email = await make();
    expect(await asked(() => signInWith(email, PASSWORD))).toEqual(nobody);
    expect(await outboxWork()).toEqual(nobodyLater);
  }
});

test("78 signing up twice reveals nothing the second time [V6.3.8]", async () => {
  const twice = async (email: string) => {
    const once = () => signUp({ name: "Eve", email, password: PASSWORD });
    await once();
    await deliverDue(mailRequestHandlers);
    return asked(once);
  };
  const nobody = await twice(newEmail());
  for (const [, make] of KINDS) expect(await twice(await make())).toEqual(nobody);
});
