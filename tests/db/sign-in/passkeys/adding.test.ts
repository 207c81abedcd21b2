import { beginPasskey } from "@/lib/features/passkeys/options";
import {
  addPasskey,
  MOST_PASSKEYS,
  passkeysOf,
  removePasskey,
} from "@/lib/features/passkeys/passkeys";
import { rpId } from "@/lib/features/passkeys/verify";
import { env } from "@/lib/platform/config/env";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { findUser } from "@/lib/platform/db/tables/users";
import { eventNames } from "@/tests/support/database/events";
import { newAuthenticator, type Twist } from "@/tests/support/passkeys/authenticator";
import {
  CROWD,
  letPasskeysPast,
  newRenewal,
  signInWith,
} from "@/tests/support/passkeys/ceremonies";
import { givePasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession, sessionsOf } from "@/tests/support/people/sessions";
import { settled } from "@/tests/support/requests/at-once";

let account: Account;

letPasskeysPast();

beforeEach(async () => {
  account = await createAccount();
});

describe("a new passkey", () => {
  test.each(["ES256", "EdDSA", "RS256"] as const)("of %s is kept [V11.6.1]", async (algorithm) => {
    const passkey = await givePasskey(account, { algorithm });
    await signInWith(account, passkey);
    expect(await sessionsOf(account)).toMatchObject([{ methods: "passkey" }]);
  });

  test("is a second factor, and brings recovery codes; the session that added it continues", async () => {
    const renewal = await newRenewal(account);
    const other = await newAskingSession(account.id);
    const options = await beginPasskey(account, renewal.sessionId);
    const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
    const { recoveryCodes } = await addPasskey(renewal, { name: "Laptop", sent });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
    expect(await sessionsOf(account)).toMatchObject([
      { id: renewal.sessionId, secretHash: renewal.to, methods: "password passkey" },
    ]);
    expect(await db.session.count({ where: { id: other.sessionId } })).toBe(0);
    expect(await eventNames(account.id)).toContain("authn_token_created:passkey");
    const { passkeys, accepted } = await passkeysOf(account.id);
    expect(passkeys).toMatchObject([{ name: "Laptop", lastUsedAt: null, synced: true }]);
    expect(accepted).toEqual({
      rpId,
      userId: options.user.id,
      allAcceptedCredentialIds: [sent.id],
    });
  });

  test("leaves existing recovery codes", async () => {
    await giveSecondFactor(account);
    expect((await givePasskey(account)).recoveryCodes).toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(10);
  });

  test("has the account's one handle of 32 bytes, which stays when the last passkey is removed", async () => {
    const { id } = await givePasskey(account);
    const first = (await passkeysOf(account.id)).accepted?.userId ?? "";
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    await removePasskey(await newRenewal(account), id);
    await givePasskey(account);
    expect((await passkeysOf(account.id)).accepted?.userId).toBe(first);
  });

  test("is begun by many requests at once with one handle", async () => {
    const { sessionId } = await newRenewal(account);
    const begun = await Promise.all(
      Array.from({ length: CROWD / 5 }, () => beginPasskey(account, sessionId)),
    );
    expect(new Set(begun.map(({ user }) => user.id)).size).toBe(1);
    expect(new Set(begun.map(({ challenge }) => challenge)).size).toBe(CROWD / 5);
  });

  test("is refused after ten, however many come at once", async () => {
    for (let n = 1; n < MOST_PASSKEYS; n++) await givePasskey(account);
    const asking = await Promise.all([
      newRenewal(account),
      newRenewal(account),
      newRenewal(account),
    ]);
    const results = await settled(
      asking.map(async (renewal) => {
        const options = await beginPasskey(account, renewal.sessionId);
        const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
        return addPasskey(renewal, { name: "One more", sent });
      }),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(MOST_PASSKEYS);
    const renewal = await newRenewal(account);
    const options = await beginPasskey(account, renewal.sessionId);
    const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
    await expect(addPasskey(renewal, { name: "One more", sent })).rejects.toMatchObject({
      code: "passkeys_full",
    });
  });

  test("belongs to one account: a second one cannot add it", async () => {
    const { authenticator } = await givePasskey(account);
    const other = await createAccount();
    const renewal = await newRenewal(other);
    const options = await beginPasskey(other, renewal.sessionId);
    const sent = authenticator.create(options);
    await db.passkey.updateMany({
      where: { userId: account.id },
      data: { credentialId: sent.id },
    });
    await expect(addPasskey(renewal, { name: "Stolen", sent })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await db.passkey.count({ where: { userId: other.id } })).toBe(0);
  });

  const wrong: [string, Twist][] = [
    ["of another origin", { origin: "https://evil.example" }],
    ["for another site", { rpId: "evil.example" }],
    ["without user verification", { userVerified: false }],
    ["without anybody there", { userPresent: false }],
    ["of another ceremony", { type: "webauthn.get" }],
    ["with another challenge", { challenge: newSecret() }],
    ["from within a frame", { crossOrigin: true }],
    ["of an algorithm that was not offered", { algorithm: "ES384" }],
  ];
  test.each(wrong)("61 %s is refused [V6.7.2 V11.6.1]", async (_, twist) => {
    const renewal = await newRenewal(account);
    const options = await beginPasskey(account, renewal.sessionId);
    const sent = newAuthenticator(env.NEXTAUTH_URL).create(options, twist);
    await expect(addPasskey(renewal, { name: "Wrong", sent })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ field: "credential" }],
    });
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
    expect((await findUser(account.id))?.secondFactorAt).toBeNull();
  });

  test("61 is not added by an old challenge, or one of another session or person [V6.7.2]", async () => {
    const own = await newRenewal(account);
    const other = await newRenewal(account);
    const stranger = await createAccount();
    const theirs = await newRenewal(stranger);
    const authenticator = newAuthenticator(env.NEXTAUTH_URL);
    for (const options of [
      await beginPasskey(account, other.sessionId),
      await beginPasskey(stranger, theirs.sessionId),
    ]) {
      const sent = authenticator.create(options);
      await expect(addPasskey(own, { name: "x", sent })).rejects.toMatchObject({ code: "invalid" });
    }
    const options = await beginPasskey(account, own.sessionId);
    await db.passkeyChallenge.updateMany({
      where: { challengeHash: hashSecret(options.challenge) },
      data: { expiresAt: new Date() },
    });
    const sent = authenticator.create(options);
    await expect(addPasskey(own, { name: "x", sent })).rejects.toMatchObject({ code: "invalid" });
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
  });
});
