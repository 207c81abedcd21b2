import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { limits } from "@/lib/platform/rate-limit/limits";
import { deliverQuietly } from "@/tests/support/mail/deliver-quietly";
import { linksIn, mailTo, tokenIn } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { startOwnServer } from "@/tests/support/providers/own-server";
import { type Hostile, oidcVariables, startHostile } from "@/tests/support/providers/providers";
import { goThrough } from "@/tests/support/providers/way";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { setCookieLines } from "@/tests/support/requests/cookies";
import { expectInvalid, expectProblem } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* Somebody new, of whom the provider has confirmed no address: they type one, and a mailed link confirms it. */

const ASK = "/api/account/identity";
const CONFIRM = "/api/account/identity/confirm";
const WAITING = cookieName("waiting");
const CROWD = 50;

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;
let people = 0;

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, oidcVariables(1, hostile.issuer("one")));
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

beforeEach(() => db.throttle.deleteMany());

/** A browser that comes back from the provider without an address. */
async function arrived(claims: Record<string, unknown> = {}) {
  const sub = `nameless-${process.pid}-${Date.now()}-${++people}`;
  await hostile.behave("one", { claims: { sub, name: "Grace Hopper", ...claims } });
  const browser = newClient(app.url);
  const back = await goThrough(browser, "oidc-1", { callbackUrl: "/settings" });
  expect(back.headers.location).toBe("/signup/address");
  return { sub, browser };
}

const ask = (browser: ApiClient, email: string) => browser.post(ASK).send({ email });

/** The newest mail to an address. */
async function mailed(email: string) {
  await deliverQuietly();
  return (await mailTo(env.DATA_DIR, email)).at(-1);
}

async function linkFor(browser: ApiClient, email: string): Promise<string> {
  await ask(browser, email).expect(202);
  const mail = await mailed(email);
  return mail ? tokenIn(mail) : "";
}

/** What the browser keeps, and the link that goes with it. */
async function keptAndLink(browser: ApiClient, email: string) {
  const line = setCookieLines(await ask(browser, email).expect(202)).find((candidate) =>
    candidate.startsWith(`${WAITING}=`),
  );
  const mail = await mailed(email);
  return { cookie: line?.split(";")[0] ?? "", token: mail ? tokenIn(mail) : "" };
}

const confirm = (browser: ApiClient, token: string) => browser.post(CONFIRM).send({ token });

const identities = (sub: string) => db.account.count({ where: { providerAccountId: sub } });

test("the link creates an account, and the provider signs in to it [V6.8.1]", async () => {
  const { sub, browser } = await arrived();
  const email = newEmail();
  await ask(browser, email).expect(202);
  const mail = await mailed(email);
  expect(mail?.subject).toBe(english("confirmAddressMail.subject"));
  const [link = ""] = mail ? linksIn(mail) : [];
  expect(new URL(link).pathname).toBe("/link/sign-up");
  expect(await db.user.count({ where: { email } })).toBe(0);

  const done = await browser
    .post(CONFIRM)
    .type("form")
    .send({ token: mail ? tokenIn(mail) : "" });
  expect([done.status, done.headers.location]).toEqual([303, "/signin?callbackUrl=%2Fsettings"]);
  await browser.get("/api/me").expect(401);
  const user = await db.user.findUniqueOrThrow({
    where: { email },
    include: { accounts: true, password: true },
  });
  expect(user).toMatchObject({ name: "Grace Hopper", password: null });
  expect(user.emailVerified).not.toBeNull();
  expect(user.accounts).toMatchObject([
    { provider: hostile.issuer("one"), providerAccountId: sub },
  ]);

  await goThrough(browser, "oidc-1");
  expect((await browser.get("/api/me").expect(200)).body.user.email).toBe(email);
});

describe("60 a link creates no account", () => {
  test("in another browser: a stranger typed the address, and its owner opens the link", async () => {
    const { sub, browser } = await arrived();
    const email = newEmail();
    const token = await linkFor(browser, email);
    expectInvalid(await confirm(newClient(app.url), token), ["token"]);
    const { browser: other } = await arrived();
    await ask(other, newEmail()).expect(202);
    expectInvalid(await confirm(other, token), ["token"]);
    expect(await identities(sub)).toBe(0);
    expect(await db.user.count({ where: { email } })).toBe(0);
  });

  test("without the mail, or with an address typed earlier", async () => {
    const { sub, browser } = await arrived();
    const old = await linkFor(browser, newEmail());
    await ask(browser, newEmail()).expect(202);
    expectInvalid(await confirm(browser, "A".repeat(43)), ["token"]);
    expectInvalid(await confirm(browser, old), ["token"]);
    expect(await identities(sub)).toBe(0);
  });

  test("twice, when the account has been deleted and the cookie was kept", async () => {
    const { sub, browser } = await arrived();
    const email = newEmail();
    const { cookie, token } = await keptAndLink(browser, email);
    await confirm(browser, token).expect(200);
    await db.user.delete({ where: { email } });
    expectInvalid(await confirm(newClient(app.url), token).set("Cookie", cookie), ["token"]);
    expect(await identities(sub)).toBe(0);
  });

  test("for an address with an account: nothing is connected by address", async () => {
    const account = await createAccount();
    const { sub, browser } = await arrived({ email: account.email, email_verified: false });
    await ask(browser, account.email).expect(202);
    const mail = await mailed(account.email);
    expect(mail?.subject).toBe(english("accountExistsMail.subject"));
    expect(linksIn(mail as never)).toEqual([expect.stringMatching(/\/signin$/)]);
    expect(await identities(sub)).toBe(0);
  });

  test("where the address gets an account before the link is opened", async () => {
    const { sub, browser } = await arrived();
    const email = newEmail();
    const token = await linkFor(browser, email);
    await createAccount({ email });
    expectProblem(await confirm(browser, token), 409, "address_in_use");
    expect(await identities(sub)).toBe(0);
  });
});

test("59 fifty requests at once with one link create one account", async () => {
  const { sub, browser } = await arrived();
  const email = newEmail();
  const { cookie, token } = await keptAndLink(browser, email);
  const answers = await Promise.all(
    Array.from({ length: CROWD }, () => confirm(newClient(app.url), token).set("Cookie", cookie)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await db.user.count({ where: { email } })).toBe(1);
  expect(await identities(sub)).toBe(1);
});

test("an unconfirmed account becomes the reader's, without its password", async () => {
  const stranger = await createAccount({ verified: false });
  const { browser } = await arrived();
  const token = await linkFor(browser, stranger.email);
  await confirm(browser, token).expect(200);
  expect(await db.password.count({ where: { userId: stranger.id } })).toBe(0);
});

test("without a waiting identity nothing is mailed", async () => {
  const email = newEmail();
  expectInvalid(await ask(newClient(app.url), email), ["email"]);
  expect(await mailed(email)).toBeUndefined();
});

test("the form comes back to its page", async () => {
  const { browser } = await arrived();
  const sent = await browser.post(ASK).type("form").send({ email: newEmail() });
  expect([sent.status, sent.headers.location]).toEqual([303, "/signup/address"]);
  const wrong = await browser.post(ASK).type("form").send({ email: "no address" });
  expect([wrong.status, wrong.headers.location]).toEqual([303, "/signup/address"]);
});

test("one address gets five mails an hour, and the answer does not reveal it", async () => {
  const { browser } = await arrived();
  const email = newEmail();
  for (let n = 0; n <= limits.signUpByRecipient.points; n++) await ask(browser, email).expect(202);
  await mailed(email);
  expect(await mailTo(env.DATA_DIR, email)).toHaveLength(limits.signUpByRecipient.points);
});
