import { removeFactorsByOperator } from "@/lib/features/admin/operator";
import {
  type Ceremony,
  newChallenge,
  SIGN_IN_MS,
  signInChallenge,
} from "@/lib/features/passkeys/challenges";
import { askForAnyPasskey, beginPasskey } from "@/lib/features/passkeys/options";
import {
  addPasskey,
  MOST_PASSKEYS,
  nameAgain,
  passkeysOf,
  removePasskey,
} from "@/lib/features/passkeys/passkeys";
import { removePasskeys } from "@/lib/features/passkeys/removal";
import { rpId } from "@/lib/features/passkeys/verify";
import { resetPassword } from "@/lib/features/password/reset";
import { beginEnrolment, completeEnrolment } from "@/lib/features/second-factor/enrolment";
import { turnOffSecondFactor } from "@/lib/features/second-factor/removal";
import type { Method } from "@/lib/features/sessions/methods";
import { openSession } from "@/lib/features/sign-in/open-session";
import { signInByPasskey } from "@/lib/features/sign-in/passkey";
import { askAgainForPasskey, reauthenticateByPasskey } from "@/lib/features/sign-in/reauthenticate";
import {
  askForSecondPasskey,
  factorsToAsk,
  secondStep,
  secondStepByPasskey,
} from "@/lib/features/sign-in/second-step";
import { begin } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { findUser, setDisabled } from "@/lib/platform/db/tables/users";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames } from "@/tests/support/database/events";
import { newAuthenticator, type Twist } from "@/tests/support/passkeys/authenticator";
import { givePasskey, type OwnPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/asking";
import { newLink } from "@/tests/support/people/links";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";

const CROWD = 50;

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

/** Each is let past the throttle: what is proved here is what comes after it. */
const raised = [
  limits.passkeyByNetwork,
  limits.secondFactorByAccount,
  limits.confirmByAccount,
  limits.passkeyByAccount,
] as { points: number }[];
const points = raised.map((limit) => limit.points);
beforeAll(() => {
  for (const limit of raised) limit.points = 10_000;
});
afterAll(() => {
  for (const [n, limit] of raised.entries()) limit.points = points[n] ?? 0;
});

const renewalOf = async (of = account) => {
  const { userId, sessionId, secretHash: from } = await newAskingSession(of.id);
  return { userId, sessionId, from, to: newSecret(), now: new Date() };
};

const sessions = (of = account) => db.session.findMany({ where: { userId: of.id } });

/** Opens the session that was proved, as the route does. */
const open = (
  of: Account,
  proved: { methods: readonly Method[]; pending?: string; passkey?: string },
) =>
  openSession(
    {
      secretHash: newSecret(),
      userId: of.id,
      remember: false,
      authenticatedAt: new Date(),
      expiresAt: new Date(Date.now() + MINUTE_MS),
    },
    { ...proved, device: null },
  );

/** A visit of the sign-in page, and what a passkey makes of it. */
async function visit({ authenticator }: OwnPasskey, twist: Twist = {}) {
  const { challenge, sealed } = await signInChallenge(null);
  return { sealed, sent: authenticator.get(askForAnyPasskey(challenge), twist) };
}

async function signIn(passkey: OwnPasskey, twist: Twist = {}, of = account) {
  const { sent, sealed } = await visit(passkey, twist);
  const proved = await signInByPasskey(sent, sealed);
  return open(of, { methods: ["passkey"], passkey: proved.passkeyId });
}

const REFUSED = { code: "unauthenticated", status: 401 };

/** What each of several came to: "done" or the code of its problem. */
async function settled(acts: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(acts);
  return results.map((result) => (result.status === "fulfilled" ? "done" : result.reason.code));
}

describe("a new passkey", () => {
  test.each(["ES256", "EdDSA", "RS256"] as const)("of %s is kept [V11.6.1]", async (algorithm) => {
    const passkey = await givePasskey(account, { algorithm });
    await signIn(passkey);
    expect(await sessions()).toMatchObject([{ methods: "passkey" }]);
  });

  test("is a second factor, and brings recovery codes; the session that added it goes on", async () => {
    const renewal = await renewalOf();
    const other = await newAskingSession(account.id);
    const options = await beginPasskey(account, renewal.sessionId);
    const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
    const { recoveryCodes } = await addPasskey(renewal, { name: "Laptop", sent });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
    expect(await sessions()).toMatchObject([
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

  test("leaves the recovery codes that there are", async () => {
    await giveSecondFactor(account);
    expect((await givePasskey(account)).recoveryCodes).toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(10);
  });

  test("is known by one handle of the account, of 32 bytes, which stays when the last one goes", async () => {
    const { id } = await givePasskey(account);
    const first = (await passkeysOf(account.id)).accepted?.userId ?? "";
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    await removePasskey(await renewalOf(), id);
    await givePasskey(account);
    expect((await passkeysOf(account.id)).accepted?.userId).toBe(first);
  });

  test("is begun by many requests at once, which are given one handle", async () => {
    const { sessionId } = await renewalOf();
    const begun = await Promise.all(
      Array.from({ length: CROWD / 5 }, () => beginPasskey(account, sessionId)),
    );
    expect(new Set(begun.map(({ user }) => user.id)).size).toBe(1);
    expect(new Set(begun.map(({ challenge }) => challenge)).size).toBe(CROWD / 5);
  });

  test("is the tenth at most, however many come at once", async () => {
    for (let n = 1; n < MOST_PASSKEYS; n++) await givePasskey(account);
    const asking = await Promise.all([renewalOf(), renewalOf(), renewalOf()]);
    const results = await settled(
      asking.map(async (renewal) => {
        const options = await beginPasskey(account, renewal.sessionId);
        const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
        return addPasskey(renewal, { name: "One more", sent });
      }),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(MOST_PASSKEYS);
    const renewal = await renewalOf();
    const options = await beginPasskey(account, renewal.sessionId);
    const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
    await expect(addPasskey(renewal, { name: "One more", sent })).rejects.toMatchObject({
      code: "passkeys_full",
    });
  });

  test("belongs to one account: a second one cannot add it", async () => {
    const { authenticator } = await givePasskey(account);
    const other = await createAccount();
    const renewal = await renewalOf(other);
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
    const renewal = await renewalOf();
    const options = await beginPasskey(account, renewal.sessionId);
    const sent = newAuthenticator(env.NEXTAUTH_URL).create(options, twist);
    await expect(addPasskey(renewal, { name: "Wrong", sent })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ field: "credential" }],
    });
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
    expect((await findUser(account.id))?.secondFactorAt).toBeNull();
  });

  test("61 a challenge of another session, of another person, or an old one adds none [V6.7.2]", async () => {
    const own = await renewalOf();
    const other = await renewalOf();
    const stranger = await createAccount();
    const theirs = await renewalOf(stranger);
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

describe("signing in with a passkey", () => {
  let passkey: OwnPasskey;

  beforeEach(async () => {
    passkey = await givePasskey(account);
  });

  test("62 takes no address, no password and no code, and counts as two factors", async () => {
    await signIn(passkey);
    expect(await sessions()).toMatchObject([{ methods: "passkey" }]);
    const user = await findUser(account.id);
    if (!user) throw new Error("no such account");
    expect(await begin({ user, methods: ["passkey"], remember: false })).toEqual({ done: true });
    expect((await passkeysOf(account.id)).passkeys[0]?.lastUsedAt).not.toBeNull();
  });

  test("the challenge has 256 bits, and visitors of the page write nothing [V6.7.2]", async () => {
    const before = await db.passkeyChallenge.count();
    const { challenge } = await signInChallenge(null);
    expect(Buffer.from(challenge, "base64url")).toHaveLength(32);
    expect(await db.passkeyChallenge.count()).toBe(before);
  });

  test("a second tab is given the challenge of the first", async () => {
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
    await expect(signIn(passkey, twist)).rejects.toMatchObject(REFUSED);
    expect(await sessions()).toEqual([]);
  });

  test("of one that no account has, the caller learns which it was; of any other that fails nothing", async () => {
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
    "61 %j is no answer",
    async (sent) => {
      const { sealed } = await signInChallenge(null);
      await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
    },
  );

  test("61 an answer is good once, and where it was asked for alone [V6.7.2]", async () => {
    const { sent, sealed } = await visit(passkey);
    const other = await signInChallenge(null);
    await expect(signInByPasskey(sent, null)).rejects.toMatchObject(REFUSED);
    await expect(signInByPasskey(sent, other.sealed)).rejects.toMatchObject(REFUSED);
    await signInByPasskey(sent, sealed);
    await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
  });

  test("61 one that failed is not tried again", async () => {
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
        return open(account, { methods: ["passkey"], passkey: passkeyId });
      }),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await sessions()).toHaveLength(1);
  });

  test("61 a challenge made for something else signs nobody in [V6.7.2]", async () => {
    const { sealed } = await signInChallenge(null);
    for (const purpose of ["add", "confirm", "second-factor"] as const) {
      const use: Ceremony = { purpose, userId: account.id, boundTo: "" };
      const sent = passkey.authenticator.get({ rpId, challenge: await newChallenge(use) });
      await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
      await expect(signInByPasskey(sent, null)).rejects.toMatchObject(REFUSED);
    }
  });

  test("61 a challenge is dead after ten minutes", async () => {
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

  test("15 a disabled account and an unverified one are refused, and so is a passkey that was removed", async () => {
    await setDisabled(account.id, true, db);
    await expect(signIn(passkey)).rejects.toMatchObject(REFUSED);
    await setDisabled(account.id, false, db);
    await db.user.update({ where: { id: account.id }, data: { emailVerified: null } });
    await expect(signIn(passkey)).rejects.toMatchObject(REFUSED);
    await db.user.update({ where: { id: account.id }, data: { emailVerified: new Date() } });
    const { sent, sealed } = await visit(passkey);
    const { passkeyId } = await signInByPasskey(sent, sealed);
    await db.passkey.deleteMany({ where: { userId: account.id } });
    // Between the proof and the session.
    await expect(open(account, { methods: ["passkey"], passkey: passkeyId })).rejects.toMatchObject(
      REFUSED,
    );
    await expect(signIn(passkey)).rejects.toMatchObject(REFUSED);
    expect(await sessions()).toEqual([]);
  });

  test("61 a counter that went back is recorded; it refuses a key kept in one place alone", async () => {
    const single = await givePasskey(account, { singleDevice: true });
    const reused = async () =>
      (await eventNames(account.id)).filter((name) => name === "authn_token_reuse:passkey").length;
    await signIn(single, { singleDevice: true, counter: 5 });
    await expect(signIn(single, { singleDevice: true, counter: 5 })).rejects.toMatchObject(REFUSED);
    await expect(signIn(single, { singleDevice: true, counter: 4 })).rejects.toMatchObject(REFUSED);
    expect(await reused()).toBe(2);
    await signIn(single, { singleDevice: true, counter: 6 });
    await signIn(passkey, { counter: 9 });
    await signIn(passkey, { counter: 3 });
    expect(await reused()).toBe(3);
  });

  test("what failed is in the trail", async () => {
    await settled([signIn(passkey, { forged: true })]);
    expect(await eventNames(account.id)).toContain("authn_login_fail:passkey");
  });
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
    return open(account, { methods, pending, ...(used && { passkey: used }) });
  };

  test("62 is asked for after the password, by name, and completes the sign-in", async () => {
    const secret = await pendingSecret();
    expect(await factorsToAsk(secret)).toEqual({ app: false, passkey: true });
    const options = await askForSecondPasskey(secret);
    expect(options.allowCredentials).toHaveLength(1);
    await complete(secret);
    expect(await sessions()).toMatchObject([{ methods: "password passkey" }]);
    expect(await db.pendingSignIn.count({ where: { userId: account.id } })).toBe(0);
  });

  test("62 a recovery code does in its place", async () => {
    const secret = await pendingSecret();
    const { methods, pending } = await secondStep(secret, passkey.recoveryCodes?.[0] ?? "");
    await open(account, { methods, pending });
    expect(await sessions()).toMatchObject([{ methods: "password recovery" }]);
  });

  test("61 that of somebody else, or an answer to another sign-in, completes none [V6.7.2]", async () => {
    const other = await createAccount();
    const theirs = await givePasskey(other);
    const secret = await pendingSecret();
    await expect(complete(secret, {}, theirs)).rejects.toMatchObject(REFUSED);
    const second = await pendingSecret();
    const sent = passkey.authenticator.get(await askForSecondPasskey(second));
    await expect(secondStepByPasskey(secret, sent)).rejects.toMatchObject(REFUSED);
    await expect(complete(secret, { userVerified: false })).rejects.toMatchObject(REFUSED);
    expect(await sessions()).toEqual([]);
    expect(await eventNames(account.id)).toContain("authn_login_fail:second_factor");
  });

  test("61 fifty answers to one challenge at once complete one sign-in", async () => {
    const secret = await pendingSecret();
    const sent = passkey.authenticator.get(await askForSecondPasskey(secret));
    const results = await settled(
      Array.from({ length: CROWD }, async () => {
        const { methods, pending, passkey: used } = await secondStepByPasskey(secret, sent);
        return open(account, { methods, pending, ...(used && { passkey: used }) });
      }),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await sessions()).toHaveLength(1);
  });

  test("without a pending sign-in nothing is asked", async () => {
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

  test("is enough by itself, gives the session a new secret and begins no other [V7.5.1]", async () => {
    const renewal = await renewalOf();
    const sent = passkey.authenticator.get(await askAgainForPasskey(renewal));
    await reauthenticateByPasskey(renewal, sent);
    expect(await sessions()).toMatchObject([
      { id: renewal.sessionId, secretHash: renewal.to, methods: "passkey" },
    ]);
  });

  test("61 of another session, another person or another purpose it proves nothing [V6.7.2]", async () => {
    const renewal = await renewalOf();
    const other = await renewalOf();
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

describe("looking after passkeys", () => {
  test("each has a name that its owner alone can change", async () => {
    const { id } = await givePasskey(account);
    const asking = await newAskingSession(account.id);
    await nameAgain(asking, id, "Work laptop");
    expect((await passkeysOf(account.id)).passkeys).toMatchObject([{ id, name: "Work laptop" }]);
    const stranger = await createAccount();
    const theirs = await newAskingSession(stranger.id);
    await expect(nameAgain(theirs, id, "Mine")).rejects.toMatchObject({ code: "not_found" });
    expect(await eventNames(stranger.id)).toContain("authz_fail");
  });

  test("a removed one is refused at once; without the last one the password is enough [V6.5.6]", async () => {
    const passkey = await givePasskey(account);
    const { sent, sealed } = await visit(passkey);
    await removePasskey(await renewalOf(), passkey.id);
    await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
    expect((await findUser(account.id))?.secondFactorAt).toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(0);
  });

  test("37 nobody removes somebody else's", async () => {
    const { id } = await givePasskey(account);
    const stranger = await createAccount();
    await expect(removePasskey(await renewalOf(stranger), id)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await db.passkey.count({ where: { id } })).toBe(1);
  });

  test("the last way in stays, however many are removed at once", async () => {
    const one = await givePasskey(account);
    const two = await givePasskey(account);
    await db.password.delete({ where: { userId: account.id } });
    const results = await settled(
      [one, two].map(async ({ id }) => removePasskey(await renewalOf(), id)),
    );
    expect(results.filter((result) => result === "done").length).toBeLessThanOrEqual(1);
    const [left] = (await passkeysOf(account.id)).passkeys;
    expect(left).toBeDefined();
    for (const { id } of (await passkeysOf(account.id)).passkeys.slice(1)) {
      await removePasskey(await renewalOf(), id);
    }
    const [last] = (await passkeysOf(account.id)).passkeys;
    await expect(removePasskey(await renewalOf(), last?.id ?? "")).rejects.toMatchObject({
      code: "last_way_in",
    });
  });

  test("all go at once, and with them every other session; the owner is told [V6.5.6]", async () => {
    for (let n = 0; n < 3; n++) await givePasskey(account);
    await newAskingSession(account.id);
    await removePasskeys(await renewalOf());
    expect((await passkeysOf(account.id)).passkeys).toEqual([]);
    expect((await findUser(account.id))?.secondFactorAt).toBeNull();
    expect(await sessions()).toHaveLength(1);
    expect(await eventNames(account.id)).toContain("authn_token_revoked:passkey");
    // A second press of the button changes nothing.
    await removePasskeys(await renewalOf());
    expect(await sessions()).toHaveLength(2);
  });

  test("not all go where they are the only way in", async () => {
    await givePasskey(account);
    await givePasskey(account);
    await db.password.delete({ where: { userId: account.id } });
    await expect(removePasskeys(await renewalOf())).rejects.toMatchObject({ code: "last_way_in" });
    expect((await passkeysOf(account.id)).passkeys).toHaveLength(2);
  });

  test("a reset of the password keeps them, and says how they are called", async () => {
    await givePasskey(account);
    await db.passkey.updateMany({ where: { userId: account.id }, data: { name: "Old phone" } });
    await db.recoveryCode.deleteMany({ where: { userId: account.id } });
    const token = await newLink("reset-password", account);
    const { passkeys } = await resetPassword({ token, password: "seven quiet lanterns" });
    expect(passkeys).toEqual(["Old phone"]);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(1);
  });

  test("an app and a passkey are two factors: one may go without the other", async () => {
    const { secret } = await giveSecondFactor(account);
    const { id } = await givePasskey(account);
    expect(secret).toBeTruthy();
    await turnOffSecondFactor(await renewalOf());
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(10);
    await expect(turnOffSecondFactor(await renewalOf())).rejects.toMatchObject({
      code: "second_factor_off",
    });
    const renewal = await renewalOf();
    const asking = { userId: account.id, sessionId: renewal.sessionId, secretHash: renewal.from };
    const again = await beginEnrolment(asking);
    await completeEnrolment(renewal, codeOf(again.secret));
    await removePasskey(await renewalOf(), id);
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
  });

  test("who must have a second factor keeps the last one", async () => {
    const admin = await createAccount({ role: "admin" });
    const { id } = await givePasskey(admin);
    const required = jest.replaceProperty(env, "REQUIRE_SECOND_FACTOR", "admins");
    await expect(removePasskey(await renewalOf(admin), id)).rejects.toMatchObject({
      code: "second_factor_required",
    });
    required.restore();
    expect(await db.passkey.count({ where: { id } })).toBe(1);
  });

  test("who has lost everything has all factors removed by the operator, and a link where nothing is left", async () => {
    const passkey = await givePasskey(account);
    await db.password.delete({ where: { userId: account.id } });
    await removeFactorsByOperator(account.email);
    await expect(signIn(passkey)).rejects.toMatchObject(REFUSED);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(0);
    const links = { userId: account.id, purpose: "reset-password", replacedAt: null };
    expect(await db.token.count({ where: links })).toBe(1);
  });
});
