import { randomUUID } from "node:crypto";
import type { Identity } from "@/lib/features/providers/identity";
import { endProviderSessions } from "@/lib/features/providers/logout";
import { userOfIdentity } from "@/lib/features/providers/sign-in";
import { openSession } from "@/lib/features/sign-in/open-session";
import { begin } from "@/lib/features/sign-in/steps";
import { HOUR_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { createIdentity, deleteIdentity } from "@/lib/platform/db/tables/sign-in/identities";
import { changeEmail, markEmailVerified } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { whileHeld } from "@/tests/support/database/held-account";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession } from "@/tests/support/people/sessions";

/* What a provider's answer comes to when the account changes while it waits for the account. */

const PROVIDER = "https://provider.example.com";

const identityOf = (email: string): Identity => ({
  provider: PROVIDER,
  subject: randomUUID(),
  email,
  emailVerified: true,
  name: "Grace Hopper",
  sid: null,
});

const give = ({ provider, subject, email }: Identity, userId: string, on: Connection = db) =>
  createIdentity({ userId, provider, subject, email }, on);

const sessionOf = ({ id }: Account) => ({
  secretHash: randomUUID(),
  userId: id,
  remember: false,
  authenticatedAt: new Date(),
  expiresAt: new Date(Date.now() + HOUR_MS),
  providerSid: `${PROVIDER} `,
});

test("a new person whose account another answer creates first is signed in to it", async () => {
  const holder = await createAccount({ verified: false });
  const identity = identityOf(holder.email);
  const user = await whileHeld(
    holder.id,
    () => userOfIdentity(identity),
    async (tx) => {
      await give(identity, holder.id, tx);
      await markEmailVerified(holder.id, tx);
    },
  );
  expect(user.id).toBe(holder.id);
  expect(await db.account.count({ where: { providerAccountId: identity.subject } })).toBe(1);
});

test("a new person whose address becomes free first gets an account of their own", async () => {
  const holder = await createAccount();
  const identity = identityOf(holder.email);
  const user = await whileHeld(
    holder.id,
    () => userOfIdentity(identity),
    (tx) => changeEmail({ id: holder.id, name: "Ada" }, newEmail(), tx),
  );
  expect(user).toMatchObject({ email: identity.email, name: "Grace Hopper" });
  expect(user.id).not.toBe(holder.id);
});

describe("an identity that is disconnected during its sign-in", () => {
  let account: Account;
  let identity: Identity;

  beforeEach(async () => {
    account = await createAccount();
    identity = identityOf(account.email);
    await give(identity, account.id);
  });

  const disconnected = async (tx: Connection) => {
    const { id } = await tx.account.findFirstOrThrow({ where: { userId: account.id } });
    await deleteIdentity(account.id, id, tx);
  };

  test("opens no session", async () => {
    const opening = whileHeld(
      account.id,
      () => openSession(sessionOf(account), { methods: ["provider"], identity, device: null }),
      disconnected,
    );
    await expect(opening).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
  });

  test("begins no pending sign-in", async () => {
    await giveSecondFactor(account);
    const user = await db.user.findUniqueOrThrow({ where: { id: account.id } });
    const beginning = whileHeld(
      account.id,
      () =>
        begin({
          user: { id: user.id, secondFactorAt: user.secondFactorAt },
          methods: ["provider"],
          remember: false,
          identity,
        }),
      disconnected,
    );
    await expect(beginning).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await db.pendingSignIn.count({ where: { userId: account.id } })).toBe(0);
  });

  test("does not keep another identity from opening one", async () => {
    await openSession(sessionOf(account), { methods: ["provider"], identity, device: null });
    expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
  });
});

test("a session that opens while the provider ends all sessions ends with them [V10.5.5]", async () => {
  const account = await createAccount();
  const identity = identityOf(account.email);
  await give(identity, account.id);
  const ended = await whileHeld(
    account.id,
    () => endProviderSessions({ ...identity, sid: null }),
    async (tx) => {
      const { sessionId } = await newAskingSession(account.id, tx);
      const providerSid = `${PROVIDER} `;
      await tx.session.update({ where: { id: sessionId }, data: { providerSid } });
    },
  );
  expect(ended).toBe(1);
  expect(await db.session.count({ where: { userId: account.id } })).toBe(0);
});
