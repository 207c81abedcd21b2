import { confirmEmailChange, undoEmailChange } from "@/lib/features/accounts/email-change";
import { issueToken } from "@/lib/features/links/links";
import { resetPassword } from "@/lib/features/password/reset";
import { isKnownDevice, rememberDevice } from "@/lib/features/sessions/devices";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { limits } from "@/lib/platform/rate-limit/limits";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { stopClock } from "@/tests/support/process/clock";
import { newRequest } from "@/tests/support/requests/messages";

const devicesOf = ({ id }: Account) => db.device.findMany({ where: { userId: id } });
const mails = () => db.outboxMail.count();

/** An account, and the secret of the browser that it was signed in to in. */
async function accountWithDevice() {
  const account = await createAccount();
  return { account, device: await rememberDevice(account.id, null) };
}

describe("remembering a browser", () => {
  test("gives it a secret of its own, of which only a hash is kept", async () => {
    const { account, device } = await accountWithDevice();
    const rows = await devicesOf(account);
    expect(rows).toMatchObject([{ secretHash: hashSecret(device) }]);
    expect(JSON.stringify(rows)).not.toContain(device);
    expect(device).not.toBe((await accountWithDevice()).device);
  });

  test("sends no mail for the first one, one for the second, none for one that is known", async () => {
    const account = await createAccount();
    const before = await mails();
    const first = await rememberDevice(account.id, null);
    expect(await mails()).toBe(before);
    const second = await rememberDevice(account.id, null);
    expect(await mails()).toBe(before + 1);
    expect(await rememberDevice(account.id, first)).toBe(first);
    expect(await rememberDevice(account.id, second)).toBe(second);
    expect(await mails()).toBe(before + 1);
    expect(await devicesOf(account)).toHaveLength(2);
  });

  test("sends twenty mails a day at most, however many there are", async () => {
    const { account } = await accountWithDevice();
    const before = await mails();
    for (let n = 0; n < 25; n++) await rememberDevice(account.id, null);
    expect(await mails()).toBe(before + 20);
    const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
    await db.device.updateMany({
      where: { userId: account.id },
      data: { createdAt: yesterday },
    });
    await rememberDevice(account.id, null);
    expect(await mails()).toBe(before + 21);
  });

  test("moves when it was last seen, and nothing else", async () => {
    const { account, device } = await accountWithDevice();
    const long = new Date(Date.now() - 86_400_000);
    await db.device.updateMany({
      where: { userId: account.id },
      data: { lastSeenAt: long, createdAt: long },
    });
    await rememberDevice(account.id, device);
    const [row] = await devicesOf(account);
    expect(row?.createdAt).toEqual(long);
    expect(Date.now() - Number(row?.lastSeenAt)).toBeLessThan(60_000);
  });

  test("of two people who share it keeps one secret, known to the account of each", async () => {
    const { account, device } = await accountWithDevice();
    const other = await createAccount();
    expect(await rememberDevice(other.id, device)).toBe(device);
    expect(await devicesOf(other)).toHaveLength(1);
    expect(await devicesOf(account)).toHaveLength(1);
  });

  test("gives a new secret in place of one that somebody else made", async () => {
    const planted = newSecret();
    const { account } = await accountWithDevice();
    expect(await rememberDevice(account.id, planted)).not.toBe(planted);
    expect(await rememberDevice(account.id, "")).not.toBe("");
  });

  test("many times at once makes one of it, and one mail", async () => {
    const { account } = await accountWithDevice();
    const { device: secret } = await accountWithDevice();
    const before = await mails();
    await Promise.all(Array.from({ length: 8 }, () => rememberDevice(account.id, secret)));
    expect(await devicesOf(account)).toHaveLength(2);
    expect(await mails()).toBe(before + 1);
  });

  test("of an account that is gone leaves nothing", async () => {
    const { account, device } = await accountWithDevice();
    await db.user.delete({ where: { id: account.id } });
    await rememberDevice(account.id, device);
    expect(await devicesOf(account)).toEqual([]);
  });
});

describe("a browser is known", () => {
  test("to the accounts that were signed in to in it, by the address they have now", async () => {
    const { account, device } = await accountWithDevice();
    expect(await isKnownDevice(device, account.email)).toBe(true);
    const stranger = await createAccount();
    expect(await isKnownDevice(device, stranger.email)).toBe(false);
    expect(await isKnownDevice(device, newEmail())).toBe(false);
    const email = newEmail();
    await db.user.update({ where: { id: account.id }, data: { email } });
    expect(await isKnownDevice(device, email)).toBe(true);
    expect(await isKnownDevice(device, account.email)).toBe(false);
  });

  test.each(["", "guessed", "\ud800", "x".repeat(99)])("never by %j", async (device) => {
    const { account } = await accountWithDevice();
    expect(await isKnownDevice(device, account.email)).toBe(false);
  });

  test("not by the hash that the database holds", async () => {
    const { account, device } = await accountWithDevice();
    expect(await isKnownDevice(hashSecret(device), account.email)).toBe(false);
  });
});

describe("every browser is forgotten", () => {
  const link = (
    purpose: "reset-password" | "change-email" | "undo-email",
    account: Account,
    email: string,
  ) => transaction((tx) => issueToken(purpose, account.id, email, tx));

  test("with a new password by a mailed link", async () => {
    const { account, device } = await accountWithDevice();
    await rememberDevice(account.id, null);
    const token = await link("reset-password", account, account.email);
    await resetPassword({ token, password: "seven quiet lanterns" });
    expect(await devicesOf(account)).toEqual([]);
    expect(await isKnownDevice(device, account.email)).toBe(false);
  });

  test("when a change of the address is undone, and not when it is made", async () => {
    const { account } = await accountWithDevice();
    await confirmEmailChange(await link("change-email", account, newEmail()));
    expect(await devicesOf(account)).toHaveLength(1);
    await undoEmailChange(await link("undo-email", account, account.email));
    expect(await devicesOf(account)).toEqual([]);
  });

  test("with the account, and nobody else's", async () => {
    const { account, device } = await accountWithDevice();
    const other = await createAccount();
    await rememberDevice(other.id, device);
    await db.user.delete({ where: { id: account.id } });
    expect(await db.device.findMany({ where: { secretHash: hashSecret(device) } })).toMatchObject([
      { userId: other.id },
    ]);
  });
});

describe("guesses", () => {
  stopClock();

  const refusal = { code: "too_many_requests" };
  const { points } = limits.signInByAccount;

  let networks = 0;
  /** Signs in from a network address of its own. */
  const attempt = (email: string, password: string, device: string) =>
    withRequestContext(
      newRequest({ headers: { "x-forwarded-for": `2001:db8:1:${(++networks).toString(16)}::1` } }),
      () => signIn({ email, password, device }),
    );

  async function exhaust(email: string, device: string): Promise<void> {
    for (let n = 0; n < points; n++) expect(await attempt(email, "wrong", device)).toBeNull();
  }

  test("of strangers do not keep the owner's browser waiting", async () => {
    const { account, device } = await accountWithDevice();
    const { email, password } = account;
    await exhaust(email, "");
    await expect(attempt(email, password, "")).rejects.toMatchObject(refusal);
    expect(await attempt(email, password, device)).toMatchObject({ id: account.id });
  });

  test("in the owner's browser keep neither strangers nor the owner's other browsers waiting", async () => {
    const { account, device } = await accountWithDevice();
    const { email, password } = account;
    const other = await rememberDevice(account.id, null);
    await exhaust(email, device);
    await expect(attempt(email, password, device)).rejects.toMatchObject(refusal);
    expect(await attempt(email, "wrong", "")).toBeNull();
    expect(await attempt(email, password, other)).toMatchObject({ id: account.id });
  });

  test("gain nothing by secrets that are made up, or of a browser of another account", async () => {
    const { account } = await accountWithDevice();
    const { device } = await accountWithDevice();
    const { email } = account;
    for (let n = 0; n < points; n++) await attempt(email, "wrong", n % 2 ? device : newSecret());
    await expect(attempt(email, "wrong", device)).rejects.toMatchObject(refusal);
    await expect(attempt(email, "wrong", newSecret())).rejects.toMatchObject(refusal);
  });

  test("that strangers made are counted on when the owner signs in in a known browser", async () => {
    const { account, device } = await accountWithDevice();
    const { email, password } = account;
    await exhaust(email, "");
    await attempt(email, password, device);
    await expect(attempt(email, "wrong", "")).rejects.toMatchObject(refusal);
  });
});
