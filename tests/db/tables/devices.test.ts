import { confirmEmailChange, undoEmailChange } from "@/lib/features/accounts/email-change";
import { issueToken } from "@/lib/features/links/links";
import { resetPassword } from "@/lib/features/password/reset";
import { knownDevice, MOST_DEVICES, rememberDevice } from "@/lib/features/sessions/devices";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { limits } from "@/lib/platform/rate-limit/limits";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";
import { stopClock } from "@/tests/support/process/clock";
import { newRequest } from "@/tests/support/requests/messages";

const devicesOf = ({ id }: Account) => db.device.findMany({ where: { userId: id } });
const mails = () => db.outboxMail.count();

/** As a sign-in does: with the account locked. */
const remember = (userId: string, device: string | null) =>
  transaction(async (tx) => {
    const user = await lockUser(userId, tx);
    if (!user) throw new Error("no such account");
    return rememberDevice(user, device, tx);
  });

/** An account, and the secret of the browser that it was signed in to in. */
async function accountWithDevice() {
  const account = await createAccount();
  return { account, device: await remember(account.id, null) };
}

describe("remembering a browser", () => {
  test("gives it its own secret, and stores only the hash", async () => {
    const { account, device } = await accountWithDevice();
    const rows = await devicesOf(account);
    expect(rows).toMatchObject([{ secretHash: hashSecret(device) }]);
    expect(JSON.stringify(rows)).not.toContain(device);
    expect(device).not.toBe((await accountWithDevice()).device);
  });

  test("sends no mail for the first one, one for the second, and none for a known one", async () => {
    const account = await createAccount();
    const before = await mails();
    const first = await remember(account.id, null);
    expect(await mails()).toBe(before);
    const second = await remember(account.id, null);
    expect(await mails()).toBe(before + 1);
    expect(await remember(account.id, first)).toBe(first);
    expect(await remember(account.id, second)).toBe(second);
    expect(await mails()).toBe(before + 1);
    expect(await devicesOf(account)).toHaveLength(2);
  });

  test("keeps an account's twenty most recent, and sends at most as many mails a day", async () => {
    const { account, device } = await accountWithDevice();
    const dayAgo = new Date(Date.now() - 25 * 60 * 60_000);
    const { id: userId } = account;
    await db.device.updateMany({
      where: { userId },
      data: { createdAt: dayAgo, lastSeenAt: dayAgo },
    });
    const before = await mails();
    const secrets = [device];
    for (let n = 0; n < 25; n++) secrets.push(await remember(userId, null));
    expect(await mails()).toBe(before + MOST_DEVICES);
    const kept = (await devicesOf(account)).map(({ secretHash }) => secretHash);
    expect(kept.sort()).toEqual(secrets.slice(-MOST_DEVICES).map(hashSecret).sort());
    await db.device.updateMany({ where: { userId }, data: { createdAt: dayAgo } });
    await remember(userId, null);
    expect(await mails()).toBe(before + MOST_DEVICES + 1);
  });

  test("updates its last use, and nothing else", async () => {
    const { account, device } = await accountWithDevice();
    const long = new Date(Date.now() - 86_400_000);
    await db.device.updateMany({
      where: { userId: account.id },
      data: { lastSeenAt: long, createdAt: long },
    });
    await remember(account.id, device);
    const [row] = await devicesOf(account);
    expect(row?.createdAt).toEqual(long);
    expect(Date.now() - Number(row?.lastSeenAt)).toBeLessThan(60_000);
  });

  test("that two people share gives it a secret for each", async () => {
    const { account, device } = await accountWithDevice();
    const other = await createAccount();
    const both = await remember(other.id, device);
    const [own, first] = both.split(".");
    expect(first).toBe(device);
    expect(await devicesOf(other)).toMatchObject([{ secretHash: hashSecret(String(own)) }]);
    expect(await devicesOf(account)).toMatchObject([{ secretHash: hashSecret(device) }]);
    // The one used last comes first.
    expect(await remember(account.id, both)).toBe(`${device}.${own}`);
    for (const { email } of [account, other]) expect(await knownDevice(both, email)).not.toBeNull();
  });

  test("that more than eight people share forgets the least recent", async () => {
    const people = await Promise.all(Array.from({ length: 9 }, () => createAccount()));
    let cookie = "";
    for (const { id } of people) cookie = await remember(id, cookie);
    expect(cookie.split(".")).toHaveLength(8);
    const [first, second] = people.map(({ email }) => email);
    expect(await knownDevice(cookie, String(first))).toBeNull();
    expect(await knownDevice(cookie, String(second))).not.toBeNull();
  });

  test("replaces a made-up secret", async () => {
    const planted = newSecret();
    const { account } = await accountWithDevice();
    expect(await remember(account.id, planted)).not.toContain(planted);
    expect(await remember(account.id, "")).not.toBe("");
  });

  test("many times at once adds nothing to a known one, and sends no mail", async () => {
    const { account, device } = await accountWithDevice();
    const before = await mails();
    await Promise.all(Array.from({ length: 8 }, () => remember(account.id, device)));
    expect(await devicesOf(account)).toHaveLength(1);
    expect(await mails()).toBe(before);
  });
});

describe("a browser is known:", () => {
  test("to the accounts that signed in in it, by their current addresses", async () => {
    const { account, device } = await accountWithDevice();
    expect(await knownDevice(device, account.email)).toBe(device);
    const stranger = await createAccount();
    expect(await knownDevice(device, stranger.email)).toBeNull();
    expect(await knownDevice(device, newEmail())).toBeNull();
    const email = newEmail();
    await db.user.update({ where: { id: account.id }, data: { email } });
    expect(await knownDevice(device, email)).toBe(device);
    expect(await knownDevice(device, account.email)).toBeNull();
  });

  test.each(["", "guessed", "\ud800", "x".repeat(99)])("never by %j", async (device) => {
    const { account } = await accountWithDevice();
    expect(await knownDevice(device, account.email)).toBeNull();
  });

  test("not by the hash that the database holds", async () => {
    const { account, device } = await accountWithDevice();
    expect(await knownDevice(hashSecret(device), account.email)).toBeNull();
  });
});

describe("every browser is forgotten:", () => {
  const link = (
    purpose: "reset-password" | "change-email" | "undo-email",
    account: Account,
    email: string,
  ) => transaction((tx) => issueToken(purpose, account.id, email, tx));

  test("with a new password by a mailed link, except the one it was set in", async () => {
    const { account, device } = await accountWithDevice();
    await remember(account.id, null);
    const token = await link("reset-password", account, account.email);
    const reset = await resetPassword({ token, password: "seven quiet lanterns" });
    expect(await devicesOf(account)).toHaveLength(1);
    expect(await knownDevice(reset.device, account.email)).toBe(reset.device);
    expect(await knownDevice(device, account.email)).toBeNull();
  });

  test("when a change of address is undone, but not when it is made", async () => {
    const { account } = await accountWithDevice();
    await confirmEmailChange(
      await newAskingSession(account.id),
      await link("change-email", account, newEmail()),
    );
    expect(await devicesOf(account)).toHaveLength(1);
    await undoEmailChange(await link("undo-email", account, account.email));
    expect(await devicesOf(account)).toEqual([]);
  });

  test("with the account, and nobody else's", async () => {
    const { account, device } = await accountWithDevice();
    const other = await createAccount();
    await remember(other.id, device);
    await db.user.delete({ where: { id: account.id } });
    expect(await devicesOf(account)).toEqual([]);
    expect(await devicesOf(other)).toHaveLength(1);
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
    const other = await remember(account.id, null);
    await exhaust(email, device);
    await expect(attempt(email, password, device)).rejects.toMatchObject(refusal);
    expect(await attempt(email, "wrong", "")).toBeNull();
    expect(await attempt(email, password, other)).toMatchObject({ id: account.id });
  });

  test("gain nothing by made-up secrets, or by those of another account's browser", async () => {
    const { account } = await accountWithDevice();
    const { device } = await accountWithDevice();
    const { email } = account;
    for (let n = 0; n < points; n++) await attempt(email, "wrong", n % 2 ? device : newSecret());
    await expect(attempt(email, "wrong", device)).rejects.toMatchObject(refusal);
    await expect(attempt(email, "wrong", newSecret())).rejects.toMatchObject(refusal);
  });

  test("gain nothing by a stranger's secret planted where the owner signs in", async () => {
    const { device: planted } = await accountWithDevice();
    const account = await createAccount();
    const { email, password } = account;
    const cookie = await remember(account.id, planted);
    await exhaust(email, "");
    await expect(attempt(email, password, planted)).rejects.toMatchObject({ ...refusal });
    expect(await attempt(email, password, cookie)).toMatchObject({ id: account.id });
  });

  test("share one count in a browser of many accounts, whatever else its cookie holds", async () => {
    const { account, device } = await accountWithDevice();
    const { email } = account;
    for (let n = 0; n < points; n++) await attempt(email, "wrong", `${device}.${newSecret()}`);
    await expect(attempt(email, "wrong", `${newSecret()}.${device}`)).rejects.toMatchObject(
      refusal,
    );
  });

  test("of strangers stay counted when the owner signs in in a known browser", async () => {
    const { account, device } = await accountWithDevice();
    const { email, password } = account;
    await exhaust(email, "");
    await attempt(email, password, device);
    await expect(attempt(email, "wrong", "")).rejects.toMatchObject(refusal);
  });
});
