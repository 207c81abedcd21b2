import {
  type Ceremony,
  newChallenge,
  SIGN_IN_MS,
  signInChallenge,
} from "@/lib/features/passkeys/challenges";
import { askForAnyPasskey } from "@/lib/features/passkeys/options";
import { passkeysOf } from "@/lib/features/passkeys/passkeys";
import { rpId } from "@/lib/features/passkeys/verify";
import { signInByPasskey } from "@/lib/features/sign-in/passkey";
import { begin } from "@/lib/features/sign-in/steps";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { findUser, setDisabled } from "@/lib/platform/db/tables/users";
import { eventNames } from "@/tests/support/database/events";
import type { Twist } from "@/tests/support/passkeys/authenticator";
import {
  CROWD,
  letPasskeysPast,
  REFUSED,
  signInWith,
  visit,
} from "@/tests/support/passkeys/ceremonies";
import { givePasskey, type OwnPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { openProved, sessionsOf } from "@/tests/support/people/sessions";
import { settled } from "@/tests/support/requests/at-once";

let account: Account;

letPasskeysPast();

beforeEach(async () => {
  account = await createAccount();
});

describe("signing in with a passkey", () => {
  let passkey: OwnPasskey;

  beforeEach(async () => {
    passkey = await givePasskey(account);
  });

  test("62 requires no address, password or code, and counts as two factors", async () => {
    await signInWith(account, passkey);
    expect(await sessionsOf(account)).toMatchObject([{ methods: "passkey" }]);
    const user = await findUser(account.id);
    if (!user) throw new Error("no such account");
    expect(await begin({ user, methods: ["passkey"], remember: false })).toEqual({ done: true });
    expect((await passkeysOf(account.id)).passkeys[0]?.lastUsedAt).not.toBeNull();
  });

  test("the challenge has 256 bits, and visiting the page writes nothing [V6.7.2]", async () => {
    const before = await db.passkeyChallenge.count();
    const { challenge } = await signInChallenge(null);
    expect(Buffer.from(challenge, "base64url")).toHaveLength(32);
    expect(await db.passkeyChallenge.count()).toBe(before);
  });

  test("a second tab gets the challenge of the first", async () => {
    const first = await signInChallenge(null);
    expect(await signInChallenge(first.sealed)).toEqual(first);
    expect((await signInChallenge("garbage")).challenge).not.toBe(first.challenge);
  });

  const wrong: [string, Twist][] = [
    ["of another origin", { origin: "https://evil.example" }],
    ["for another site", { rpId: "evil.example" }],
    ["without user verification", { userVerified: false }],
    ["without anybody there", { userPresent: false }],
    ["of another ceremony", { type: "webauthn.create" }],
    ["of a challenge that nobody asked", { challenge: newSecret() }],
    ["from within a frame", { crossOrigin: true }],
    ["with a forged signature", { forged: true }],
    ["for another account", { userHandle: Buffer.alloc(32).toString("base64url") }],
    ["for no account at all", { userHandle: null }],
  ];
  test.each(wrong)("61 an answer %s opens nothing [V6.7.2]", async (_, twist) => {
    await expect(signInWith(account, passkey, twist)).rejects.toMatchObject(REFUSED);
    expect(await sessionsOf(account)).toEqual([]);
  });

  test("for an unknown passkey the caller learns its id; for any other failure nothing", async () => {
    const told = jest.fn();
    const wrong = await visit(passkey, { forged: true });
    await expect(signInByPasskey(wrong.sent, wrong.sealed, told)).rejects.toMatchObject(REFUSED);
    expect(told).not.toHaveBeenCalled();
    const { sent, sealed } = await visit(passkey);
    const { credentialId } = await db.passkey.findFirstOrThrow({ where: { id: passkey.id } });
    await db.passkey.delete({ where: { id: passkey.id } });
    await expect(signInByPasskey(sent, sealed, told)).rejects.toMatchObject(REFUSED);
    expect(told.mock.calls).toEqual([[credentialId]]);
    // Nor of one that nobody was asked for.
    await expect(signInByPasskey(sent, sealed, told)).rejects.toMatchObject(REFUSED);
    expect(told).toHaveBeenCalledTimes(1);
  });

  test.each([undefined, null, "", "{", "[]", 7, { id: "x" }, "x".repeat(20_000)])(
    "61 %j is not an answer",
    async (sent) => {
      const { sealed } = await signInChallenge(null);
      await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
    },
  );

  test("61 an answer is valid once, and only in the browser that asked [V6.7.2]", async () => {
    const { sent, sealed } = await visit(passkey);
    const other = await signInChallenge(null);
    await expect(signInByPasskey(sent, null)).rejects.toMatchObject(REFUSED);
    await expect(signInByPasskey(sent, other.sealed)).rejects.toMatchObject(REFUSED);
    await signInByPasskey(sent, sealed);
    await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
  });

  test("61 a failed answer cannot be retried", async () => {
    const { challenge, sealed } = await signInChallenge(null);
    const options = askForAnyPasskey(challenge);
    const forged = passkey.authenticator.get(options, { forged: true });
    await expect(signInByPasskey(forged, sealed)).rejects.toMatchObject(REFUSED);
    const right = passkey.authenticator.get(options);
    await expect(signInByPasskey(right, sealed)).rejects.toMatchObject(REFUSED);
  });

  test("61 fifty answers to one challenge at once open one session", async () => {
    const { sent, sealed } = await visit(passkey);
    const results = await settled(
      Array.from({ length: CROWD }, async () => {
        const { passkeyId } = await signInByPasskey(sent, sealed);
        return openProved(account, { methods: ["passkey"], passkey: passkeyId });
      }),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await sessionsOf(account)).toHaveLength(1);
  });

  test("61 a challenge for another purpose signs nobody in [V6.7.2]", async () => {
    const { sealed } = await signInChallenge(null);
    for (const purpose of ["add", "confirm", "second-factor"] as const) {
      const use: Ceremony = { purpose, userId: account.id, boundTo: "" };
      const sent = passkey.authenticator.get({ rpId, challenge: await newChallenge(use) });
      await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
      await expect(signInByPasskey(sent, null)).rejects.toMatchObject(REFUSED);
    }
  });

  test("61 a challenge expires after ten minutes", async () => {
    const { sent, sealed } = await visit(passkey);
    const now = Date.now();
    const clock = jest.spyOn(Date, "now").mockReturnValue(now + SIGN_IN_MS + MINUTE_MS);
    jest.useFakeTimers({
      now: now + SIGN_IN_MS + MINUTE_MS,
      doNotFake: [
        "nextTick",
        "setImmediate",
        "setTimeout",
        "setInterval",
        "queueMicrotask",
        "performance",
        "hrtime",
      ],
    });
    await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
    jest.useRealTimers();
    clock.mockRestore();
  });

  test("15 a disabled account, an unverified account and a removed passkey are refused", async () => {
    await setDisabled(account.id, true, db);
    await expect(signInWith(account, passkey)).rejects.toMatchObject(REFUSED);
    await setDisabled(account.id, false, db);
    await db.user.update({ where: { id: account.id }, data: { emailVerified: null } });
    await expect(signInWith(account, passkey)).rejects.toMatchObject(REFUSED);
    await db.user.update({ where: { id: account.id }, data: { emailVerified: new Date() } });
    const { sent, sealed } = await visit(passkey);
    const { passkeyId } = await signInByPasskey(sent, sealed);
    await db.passkey.deleteMany({ where: { userId: account.id } });
    // Between the proof and the session.
    await expect(
      openProved(account, { methods: ["passkey"], passkey: passkeyId }),
    ).rejects.toMatchObject(REFUSED);
    await expect(signInWith(account, passkey)).rejects.toMatchObject(REFUSED);
    expect(await sessionsOf(account)).toEqual([]);
  });

  test("61 a counter that went back is recorded, and refused for a passkey that is not synced", async () => {
    const single = await givePasskey(account, { singleDevice: true });
    const reused = async () =>
      (await eventNames(account.id)).filter((name) => name === "authn_token_reuse:passkey").length;
    await signInWith(account, single, { singleDevice: true, counter: 5 });
    await expect(
      signInWith(account, single, { singleDevice: true, counter: 5 }),
    ).rejects.toMatchObject(REFUSED);
    await expect(
      signInWith(account, single, { singleDevice: true, counter: 4 }),
    ).rejects.toMatchObject(REFUSED);
    expect(await reused()).toBe(2);
    await signInWith(account, single, { singleDevice: true, counter: 6 });
    await signInWith(account, passkey, { counter: 9 });
    await signInWith(account, passkey, { counter: 3 });
    expect(await reused()).toBe(3);
  });

  test("failures are recorded", async () => {
    await settled([signInWith(account, passkey, { forged: true })]);
    expect(await eventNames(account.id)).toContain("authn_login_fail:passkey");
  });
});
