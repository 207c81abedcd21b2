import { beginPasskey } from "@/lib/features/passkeys/options";
import { rpId } from "@/lib/features/passkeys/verify";
import { askAgainForPasskey, reauthenticateByPasskey } from "@/lib/features/sign-in/reauthenticate";
import {
  askForSecondPasskey,
  factorsToAsk,
  secondStep,
  secondStepByPasskey,
} from "@/lib/features/sign-in/second-step";
import { begin } from "@/lib/features/sign-in/steps";
import { db } from "@/lib/platform/db/client";
import { findUser } from "@/lib/platform/db/tables/users";
import { eventNames } from "@/tests/support/database/events";
import type { Twist } from "@/tests/support/passkeys/authenticator";
import { CROWD, letPasskeysPast, newRenewal, REFUSED } from "@/tests/support/passkeys/ceremonies";
import { givePasskey, type OwnPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { openProved, sessionsOf } from "@/tests/support/people/sessions";
import { settled } from "@/tests/support/requests/at-once";

let account: Account;

letPasskeysPast();

beforeEach(async () => {
  account = await createAccount();
});

describe("a passkey as the second factor", () => {
  let passkey: OwnPasskey;

  beforeEach(async () => {
    passkey = await givePasskey(account);
  });

  async function pendingSecret(of = account): Promise<string> {
    const user = await findUser(of.id);
    if (!user) throw new Error("no such account");
    const step = await begin({ user, methods: ["password"], remember: true });
    if ("done" in step) throw new Error("no second factor was asked for");
    return step.pending;
  }

  const complete = async (secret: string, twist: Twist = {}, { authenticator } = passkey) => {
    const sent = authenticator.get(await askForSecondPasskey(secret), twist);
    const { methods, pending, passkey: used } = await secondStepByPasskey(secret, sent);
    return openProved(account, { methods, pending, ...(used && { passkey: used }) });
  };

  test("62 is asked for after the password, and completes the sign-in", async () => {
    const secret = await pendingSecret();
    expect(await factorsToAsk(secret)).toEqual({ app: false, passkey: true });
    const options = await askForSecondPasskey(secret);
    expect(options.allowCredentials).toHaveLength(1);
    await complete(secret);
    expect(await sessionsOf(account)).toMatchObject([{ methods: "password passkey" }]);
    expect(await db.pendingSignIn.count({ where: { userId: account.id } })).toBe(0);
  });

  test("62 can be replaced by a recovery code", async () => {
    const secret = await pendingSecret();
    const { methods, pending } = await secondStep(secret, passkey.recoveryCodes?.[0] ?? "");
    await openProved(account, { methods, pending });
    expect(await sessionsOf(account)).toMatchObject([{ methods: "password recovery" }]);
  });

  test("61 completes nothing if it is somebody else's, or answers another sign-in [V6.7.2]", async () => {
    const other = await createAccount();
    const theirs = await givePasskey(other);
    const secret = await pendingSecret();
    await expect(complete(secret, {}, theirs)).rejects.toMatchObject(REFUSED);
    const second = await pendingSecret();
    const sent = passkey.authenticator.get(await askForSecondPasskey(second));
    await expect(secondStepByPasskey(secret, sent)).rejects.toMatchObject(REFUSED);
    await expect(complete(secret, { userVerified: false })).rejects.toMatchObject(REFUSED);
    expect(await sessionsOf(account)).toEqual([]);
    expect(await eventNames(account.id)).toContain("authn_login_fail:second_factor");
  });

  test("61 completes one sign-in for fifty answers to one challenge at once", async () => {
    const secret = await pendingSecret();
    const sent = passkey.authenticator.get(await askForSecondPasskey(secret));
    const results = await settled(
      Array.from({ length: CROWD }, async () => {
        const { methods, pending, passkey: used } = await secondStepByPasskey(secret, sent);
        return openProved(account, { methods, pending, ...(used && { passkey: used }) });
      }),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await sessionsOf(account)).toHaveLength(1);
  });

  test("is not asked for without a pending sign-in", async () => {
    await expect(askForSecondPasskey(null)).rejects.toMatchObject({ code: "sign_in_expired" });
    await expect(askForSecondPasskey("guessed")).rejects.toMatchObject({
      code: "sign_in_expired",
    });
  });
});

describe("a passkey as a proof of recent authentication", () => {
  let passkey: OwnPasskey;

  beforeEach(async () => {
    passkey = await givePasskey(account);
  });

  test("is enough by itself, gives the session a new secret and opens no other [V7.5.1]", async () => {
    const renewal = await newRenewal(account);
    const sent = passkey.authenticator.get(await askAgainForPasskey(renewal));
    await reauthenticateByPasskey(renewal, sent);
    expect(await sessionsOf(account)).toMatchObject([
      { id: renewal.sessionId, secretHash: renewal.to, methods: "passkey" },
    ]);
  });

  test("61 proves nothing for another session, person or purpose [V6.7.2]", async () => {
    const renewal = await newRenewal(account);
    const other = await newRenewal(account);
    const stranger = await createAccount();
    const theirs = await givePasskey(stranger);
    const refused = async (sent: object) =>
      expect(reauthenticateByPasskey(renewal, sent)).rejects.toMatchObject({
        code: "invalid",
        errors: [{ field: "credential" }],
      });
    await refused(passkey.authenticator.get(await askAgainForPasskey(other)));
    await refused(theirs.authenticator.get(await askAgainForPasskey(renewal)));
    const { challenge } = await beginPasskey(account, renewal.sessionId);
    await refused(passkey.authenticator.get({ rpId, challenge }));
    await refused(
      passkey.authenticator.get(await askAgainForPasskey(renewal), { userVerified: false }),
    );
    expect(await db.session.findUnique({ where: { id: renewal.sessionId } })).toMatchObject({
      secretHash: renewal.from,
      methods: "password",
    });
  });
});
