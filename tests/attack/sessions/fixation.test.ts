import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { asSession } from "@/tests/support/attack/forged-token";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie, setCookieLines, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

/** Signs in from a browser that has this session cookie already. @returns the one it gets */
async function signInWith(planted: string): Promise<string> {
  const { body, headers } = await newClient().get("/api/auth/csrf");
  const csrfCookie = setCookieLines({ headers })[0]?.split(";", 1)[0];
  const { email, password } = account;
  const response = await newClient()
    .post("/api/auth/callback/credentials")
    .set("Cookie", `${csrfCookie}; ${planted}`)
    .type("form")
    .send({ csrfToken: body.csrfToken, email, password });
  return sessionCookie(response);
}

const emailOf = async (cookie: string) =>
  (await newClient().get("/api/me").set("Cookie", cookie).expect(200)).body.user.email;

test("11 a sign-in does not reuse a session that an attacker planted, and ends it [V7.2.2 V7.2.4]", async () => {
  const attacker = await signInKeeping(await createAccount());
  const own = await signInWith(attacker.cookie);
  expect(own).not.toBe(attacker.cookie);
  expect(await emailOf(own)).toBe(account.email);
  await expectNobody({ Cookie: attacker.cookie });
});

test("11 a planted value that opened nothing opens nothing after the sign-in [V7.2.2 V7.2.4]", async () => {
  const planted = asSession("planted.value.of.an.attacker").Cookie;
  const own = await signInWith(planted);
  expect(own).not.toBe(planted);
  expect(await emailOf(own)).toBe(account.email);
  await expectNobody({ Cookie: planted });
});

test("11 a second sign-in replaces the session this browser had [V7.2.2 V7.2.4]", async () => {
  const { client, cookie: before } = await signInKeeping(account);
  const { email, password } = account;
  const { body } = await client.get("/api/auth/csrf");
  const response = await client
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken: body.csrfToken, email, password });
  expect(sessionCookie(response)).not.toBe(before);
  await expectNobody({ Cookie: before });
  await client.get("/api/me").expect(200);
});

test("11 each sign-in gets its own value [V7.2.2 V7.2.4]", async () => {
  const { email, password } = account;
  const answers = [];
  for (let n = 0; n < 5; n++) answers.push(await submitSignIn(newClient(), { email, password }));
  expect(new Set(answers.map(sessionCookie)).size).toBe(5);
});
