import { signUp } from "@/lib/features/accounts/sign-up";
import { resendVerification, verifyEmail } from "@/lib/features/accounts/verification";
import { sendVerification } from "@/lib/features/admin/user-actions";
import { resetPassword } from "@/lib/features/password/reset";
import { Problem } from "@/lib/platform/core/problem";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { createToken, type TokenPurpose } from "@/lib/platform/db/tables/tokens";
import { findUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { eventNames } from "@/tests/support/database/events";
import { deliverQuietly } from "@/tests/support/mail/deliver-quietly";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";

/** A working link. @returns its secret */
async function newLink(
  { id, email }: Account,
  purpose: TokenPurpose = "verify-email",
): Promise<string> {
  const secret = newSecret();
  const token = { userId: id, email, secretHash: hashSecret(secret) };
  const expiresAt = new Date(Date.now() + 60_000);
  await transaction((tx) => createToken({ ...token, purpose, expiresAt }, tx));
  return secret;
}

test("a link followed ten times at once verifies once", async () => {
  const account = await createAccount({ verified: false });
  const secret = await newLink(account);
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => verifyEmail(secret)));
  const lost = results.filter((result) => result.status === "rejected");
  expect(lost).toHaveLength(9);
  for (const { reason } of lost) expect(reason).toMatchObject({ code: "invalid", status: 422 });
  expect((await findUser(account.id))?.emailVerified).toBeInstanceOf(Date);
  expect(await eventNames(account.id)).toEqual(["user_updated:email_verified"]);
});

test("a link confirms only the address it was sent to, not a later one", async () => {
  const account = await createAccount({ verified: false });
  const secret = await newLink(account);
  await db.user.update({ where: { id: account.id }, data: { email: `new-${account.email}` } });
  await expect(verifyEmail(secret)).rejects.toMatchObject({ code: "invalid" });
  expect((await findUser(account.id))?.emailVerified).toBeNull();
});

test("a link for a password confirms its address, too, and the trail records that once", async () => {
  const account = await createAccount({ verified: false });
  for (const password of ["seven quiet lanterns", "eight quiet lanterns"]) {
    await resetPassword({ token: await newLink(account, "reset-password"), password });
  }
  expect(await eventNames(account.id)).toEqual([
    "user_updated:email_verified",
    "authn_password_change",
    "authn_password_change",
  ]);
});

test("a disabled account is mailed no link, which could not be used", async () => {
  const admin = await createAccount({ role: "admin" });
  const account = await createAccount({ verified: false });
  await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  await db.outboxMail.deleteMany();
  await expect(
    sendVerification(await newAskingSession(admin.id), account.id),
  ).rejects.toMatchObject({ code: "account_disabled" });
  expect(await db.outboxMail.count()).toBe(0);
  expect(await eventNames(account.id)).toEqual([]);
});

test("all changes of one account can happen at once without a failure", async () => {
  for (let round = 0; round < 3; round++) {
    const account = await createAccount({ verified: false });
    const { name, email, password } = account;
    const secret = await newLink(account);
    const results = await Promise.allSettled([
      signUp({ name, email, password }),
      resendVerification(email),
      verifyEmail(secret),
      resendVerification(email),
      signUp({ name: "Eve", email, password }),
      verifyEmail(secret),
      deliverQuietly(),
    ]);
    await deliverQuietly();
    // A link may have been replaced before it was followed; anything else is a failure.
    const failed = results.flatMap((result) => (result.status === "rejected" ? result.reason : []));
    for (const reason of failed) {
      expect(reason).toBeInstanceOf(Problem);
      expect(reason.code).toBe("invalid");
    }
    expect(await db.user.count({ where: { email } })).toBe(1);
    expect(
      await db.token.count({ where: { userId: account.id, replacedAt: null, usedAt: null } }),
    ).toBeLessThanOrEqual(1);
  }
});

test("a sign-up with the address of a provider's account changes nothing", async () => {
  const account = await createAccount({ verified: false });
  await db.account.create({
    data: { userId: account.id, type: "oauth", provider: "github", providerAccountId: account.id },
  });
  const whole = () =>
    db.user.findUnique({ where: { id: account.id }, include: { password: true, tokens: true } });
  const before = await whole();
  // More often than mail may be sent, too.
  for (let n = 0; n < 10; n++) {
    await signUp({ name: "Eve", email: account.email, password: "seven lemons on the wall" });
    await deliverQuietly();
  }
  expect(await whole()).toEqual(before);
});
