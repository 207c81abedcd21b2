import { registerProviders } from "@/lib/features/account-security/usable-providers";
import { removeFactorsByOperator } from "@/lib/features/admin/operator";
import { nameAgain, passkeysOf, removePasskey } from "@/lib/features/passkeys/passkeys";
import { removePasskeys } from "@/lib/features/passkeys/removal";
import { removePassword } from "@/lib/features/password/removal";
import { resetPassword } from "@/lib/features/password/reset";
import { disconnect } from "@/lib/features/providers/connections";
import {
  beginEnrolment,
  completeEnrolment,
  renewRecoveryCodes,
} from "@/lib/features/second-factor/enrolment";
import { turnOffSecondFactor } from "@/lib/features/second-factor/removal";
import { signInByPasskey } from "@/lib/features/sign-in/passkey";
import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import { findUser } from "@/lib/platform/db/tables/users";
import { eventNames } from "@/tests/support/database/events";
import {
  letPasskeysPast,
  newRenewal,
  REFUSED,
  signInWith,
  visit,
} from "@/tests/support/passkeys/ceremonies";
import { givePasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession, sessionsOf } from "@/tests/support/people/sessions";
import { settled } from "@/tests/support/requests/at-once";

let account: Account;

letPasskeysPast();

beforeEach(async () => {
  account = await createAccount();
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
    await removePasskey(await newRenewal(account), passkey.id);
    await expect(signInByPasskey(sent, sealed)).rejects.toMatchObject(REFUSED);
    expect((await findUser(account.id))?.secondFactorAt).toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(0);
  });

  test("37 nobody can remove somebody else's", async () => {
    const { id } = await givePasskey(account);
    const stranger = await createAccount();
    await expect(removePasskey(await newRenewal(stranger), id)).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await db.passkey.count({ where: { id } })).toBe(1);
  });

  test("the last way in stays, however many are removed at once", async () => {
    const one = await givePasskey(account);
    const two = await givePasskey(account);
    await db.password.delete({ where: { userId: account.id } });
    const results = await settled(
      [one, two].map(async ({ id }) => removePasskey(await newRenewal(account), id)),
    );
    expect(results.filter((result) => result === "done").length).toBeLessThanOrEqual(1);
    const [left] = (await passkeysOf(account.id)).passkeys;
    expect(left).toBeDefined();
    for (const { id } of (await passkeysOf(account.id)).passkeys.slice(1)) {
      await removePasskey(await newRenewal(account), id);
    }
    const [last] = (await passkeysOf(account.id)).passkeys;
    await expect(removePasskey(await newRenewal(account), last?.id ?? "")).rejects.toMatchObject({
      code: "last_way_in",
    });
  });

  test("all can be removed at once, which ends every other session and notifies the owner [V6.5.6]", async () => {
    for (let n = 0; n < 3; n++) await givePasskey(account);
    await newAskingSession(account.id);
    await removePasskeys(await newRenewal(account));
    expect((await passkeysOf(account.id)).passkeys).toEqual([]);
    expect((await findUser(account.id))?.secondFactorAt).toBeNull();
    expect(await sessionsOf(account)).toHaveLength(1);
    expect(await eventNames(account.id)).toContain("authn_token_revoked:passkey");
    // A second press of the button changes nothing.
    await removePasskeys(await newRenewal(account));
    expect(await sessionsOf(account)).toHaveLength(2);
  });

  test("not all can be removed where they are the only way in", async () => {
    await givePasskey(account);
    await givePasskey(account);
    await db.password.delete({ where: { userId: account.id } });
    await expect(removePasskeys(await newRenewal(account))).rejects.toMatchObject({
      code: "last_way_in",
    });
    expect((await passkeysOf(account.id)).passkeys).toHaveLength(2);
  });

  describe("one is never all that an account has", () => {
    const refused = { code: "last_way_in", status: 409 };
    const spendCodes = () => db.recoveryCode.deleteMany({ where: { userId: account.id } });

    test("the password stays until there are recovery codes or another passkey", async () => {
      await givePasskey(account);
      await spendCodes();
      const remove = async () => removePassword(await newRenewal(account));
      await expect(remove()).rejects.toMatchObject(refused);
      expect(await db.password.count({ where: { userId: account.id } })).toBe(1);
      await renewRecoveryCodes(await newRenewal(account));
      await remove();
      expect(await db.password.count({ where: { userId: account.id } })).toBe(0);
    });

    test("of two without a code or a password, none can be removed", async () => {
      const { id } = await givePasskey(account);
      await givePasskey(account);
      await spendCodes();
      await removePassword(await newRenewal(account));
      const remove = async () => removePasskey(await newRenewal(account), id);
      await expect(remove()).rejects.toMatchObject(refused);
      await renewRecoveryCodes(await newRenewal(account));
      await remove();
      expect((await passkeysOf(account.id)).passkeys).toHaveLength(1);
    });

    test("the connection stays where the app was turned off", async () => {
      const provider = "one";
      registerProviders([provider]);
      await giveSecondFactor(account);
      await givePasskey(account);
      await spendCodes();
      const { id } = await db.account.create({
        data: { userId: account.id, type: "oauth", provider, providerAccountId: account.id },
      });
      await removePassword(await newRenewal(account));
      const leave = async () => disconnect(await newAskingSession(account.id), id, String);
      await turnOffSecondFactor(await newRenewal(account));
      await expect(leave()).rejects.toMatchObject(refused);
      expect(await db.account.count({ where: { id } })).toBe(1);
    });

    test("the app of an account without a password or a connection stays", async () => {
      await giveSecondFactor(account);
      await givePasskey(account);
      await spendCodes();
      await removePassword(await newRenewal(account));
      const turnOff = async () => turnOffSecondFactor(await newRenewal(account));
      await expect(turnOff()).rejects.toMatchObject(refused);
      expect(await db.totp.count({ where: { userId: account.id } })).toBe(1);
      await givePasskey(account);
      await turnOff();
    });
  });

  test("a password reset keeps them, and names them", async () => {
    await givePasskey(account);
    await db.passkey.updateMany({ where: { userId: account.id }, data: { name: "Old phone" } });
    await db.recoveryCode.deleteMany({ where: { userId: account.id } });
    const token = await newLink("reset-password", account);
    const { passkeys } = await resetPassword({ token, password: "seven quiet lanterns" });
    expect(passkeys).toEqual(["Old phone"]);
    expect(await db.passkey.count({ where: { userId: account.id } })).toBe(1);
  });

  test("an app and a passkey are two factors: one can be removed without the other", async () => {
    const { secret } = await giveSecondFactor(account);
    const { id } = await givePasskey(account);
    expect(secret).toBeTruthy();
    await turnOffSecondFactor(await newRenewal(account));
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(10);
    await expect(turnOffSecondFactor(await newRenewal(account))).rejects.toMatchObject({
      code: "second_factor_off",
    });
    const renewal = await newRenewal(account);
    const asking = { userId: account.id, sessionId: renewal.sessionId, secretHash: renewal.from };
    const again = await beginEnrolment(asking);
    await completeEnrolment(renewal, codeOf(again.secret));
    await removePasskey(await newRenewal(account), id);
    expect((await findUser(account.id))?.secondFactorAt).not.toBeNull();
  });

  test("an account that must have a second factor keeps the last one", async () => {
    const admin = await createAccount({ role: "admin" });
    const { id } = await givePasskey(admin);
    const required = jest.replaceProperty(env, "REQUIRE_SECOND_FACTOR", "admins");
    await expect(removePasskey(await newRenewal(admin), id)).rejects.toMatchObject({
      code: "second_factor_required",
    });
    required.restore();
    expect(await db.passkey.count({ where: { id } })).toBe(1);
  });

  test.each([
    ["a link", null, 1],
    ["no link while the account is disabled", new Date(), 0],
  ])(
    "the operator removes all factors of an owner without a password, and sends %s",
    async (_what, disabledAt, sent) => {
      const passkey = await givePasskey(account);
      await db.password.delete({ where: { userId: account.id } });
      await db.user.update({ where: { id: account.id }, data: { disabledAt } });
      await removeFactorsByOperator(account.email);
      await expect(signInWith(account, passkey)).rejects.toMatchObject(REFUSED);
      expect(await db.passkey.count({ where: { userId: account.id } })).toBe(0);
      expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(0);
      const links = { userId: account.id, purpose: "reset-password", replacedAt: null };
      expect(await db.token.count({ where: links })).toBe(sent);
    },
  );
});
