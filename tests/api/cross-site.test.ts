import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import { type Account, createAccount, csrfToken, newEmail } from "../support/accounts";
import { app } from "../support/app";
import { signInKeeping } from "../support/cookies";
import { expectProblem, expectQuietLog } from "../support/expectations";
import { newClient } from "../support/http";
import { raw } from "../support/raw";

const FOREIGN: [string, Record<string, string>][] = [
  ["Sec-Fetch-Site: cross-site", { "Sec-Fetch-Site": "cross-site" }],
  ["Sec-Fetch-Site: same-site", { "Sec-Fetch-Site": "same-site" }],
  ["Sec-Fetch-Site: none", { "Sec-Fetch-Site": "none" }],
  ["a made-up Sec-Fetch-Site", { "Sec-Fetch-Site": "same-origin, cross-site" }],
  ["cross-site with our Origin", { "Sec-Fetch-Site": "cross-site", Origin: "OURS" }],
  ["neither header", {}],
  ["another Origin", { Origin: "https://evil.example" }],
  ["Origin: null", { Origin: "null" }],
  ["our host on another port", { Origin: "http://localhost:1" }],
  ["an Origin that starts like ours", { Origin: "OURS.evil.example" }],
  ["our Origin with a path", { Origin: "OURS/" }],
  ["only a Referer", { Referer: "OURS/settings" }],
];

const headersOf = (foreign: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(foreign).map(([name, value]) => [name, value.replace("OURS", app.url)]),
  );

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

let account: Account;
let cookie: string;

beforeAll(async () => {
  account = await createAccount();
  ({ cookie } = await signInKeeping(account));
});

afterAll(expectQuietLog);

/** Every way to change something: method, path, content type, body. */
const CHANGES: [string, string, string, string][] = [
  ["PATCH", "/api/me", JSON_TYPE, '{"name":"Eve"}'],
  ["POST", "/api/me", FORM_TYPE, "name=Eve"],
  ["POST", "/api/account", JSON_TYPE, "{}"],
  ["POST", "/api/account", FORM_TYPE, ""],
  ["POST", "/api/account/verify-email", JSON_TYPE, '{"token":"x"}'],
  ["POST", "/api/account/verify-email", FORM_TYPE, "token=x"],
  ["POST", "/api/account/verify-email/resend", JSON_TYPE, '{"email":"a@example.com"}'],
  ["POST", "/api/account/verify-email/resend", FORM_TYPE, "email=a%40example.com"],
  ["DELETE", "/api/me", JSON_TYPE, ""],
  ["POST", "/api/account/delete", FORM_TYPE, "confirm=on"],
  ["POST", "/api/account/forgot-password", FORM_TYPE, "email=a%40example.com"],
  ["POST", "/api/account/reset-password", JSON_TYPE, '{"token":"x","password":"x"}'],
  ["POST", "/api/account/reauthenticate", FORM_TYPE, "password=x"],
  ["POST", "/api/account/password", FORM_TYPE, "newPassword=x"],
  ["POST", "/api/account/email", JSON_TYPE, '{"email":"a@example.com","password":"x"}'],
  ["POST", "/api/account/email/confirm", FORM_TYPE, "token=x"],
  ["POST", "/api/account/email/undo", FORM_TYPE, "token=x"],
  ["DELETE", "/api/sessions", JSON_TYPE, ""],
  ["POST", "/api/sessions", FORM_TYPE, ""],
  ["DELETE", `/api/sessions/${randomUUID()}`, JSON_TYPE, ""],
  ["POST", `/api/sessions/${randomUUID()}`, FORM_TYPE, ""],
  ["POST", "/api/auth/callback/credentials", FORM_TYPE, "email=a%40example.com"],
  ["POST", "/api/auth/callback/credentials", JSON_TYPE, '{"json":"true"}'],
  ["POST", "/api/auth/signin/credentials", FORM_TYPE, ""],
  ["POST", "/api/auth/signout", FORM_TYPE, ""],
  ["POST", "/api/auth/signout", JSON_TYPE, '{"json":"true"}'],
  ["POST", "/api/auth/session", JSON_TYPE, "{}"],
];

describe.each(CHANGES)("%s %s as %s", (method, path, type, body) => {
  const send = (headers: Record<string, string>) =>
    raw(method, path, {
      headers: { Cookie: cookie, "Content-Type": type, ...headers },
      chunks: [body],
    });

  test.each(FOREIGN)("with %s is refused", async (_, foreign) => {
    const answer = await send(headersOf(foreign));
    expectProblem(answer, 403, "cross_site");
    expect(answer.headers).not.toHaveProperty("set-cookie");
  });
});

test("nothing of the above changed anything", async () => {
  const user = await db.user.findUnique({ where: { id: account.id }, select: { name: true } });
  expect(user?.name).toBe(account.name);
  await newClient().get("/api/me").set("Cookie", cookie).expect(200);
});

test("a foreign form cannot create an account", async () => {
  const email = newEmail();
  await newClient()
    .post("/api/account")
    .set("Sec-Fetch-Site", "cross-site")
    .type("form")
    .send({ name: "Eve", email, password: `correct horse ${randomUUID()}` })
    .expect(403);
  expect(await db.user.count({ where: { email } })).toBe(0);
});

test("a foreign form cannot sign a visitor in, even with a right csrf token", async () => {
  const client = newClient();
  const { email, password } = account;
  const response = await client
    .post("/api/auth/callback/credentials")
    .set("Sec-Fetch-Site", "cross-site")
    .type("form")
    .send({ csrfToken: await csrfToken(client), email, password });
  expectProblem(response, 403, "cross_site");
});

describe("is let through:", () => {
  const rename = (headers: Record<string, string>) =>
    raw("PATCH", "/api/me", {
      headers: { Cookie: cookie, "Content-Type": JSON_TYPE, ...headers },
      chunks: ['{"name":"Ada King"}'],
    });

  test("Sec-Fetch-Site: same-origin without Origin", async () => {
    expect((await rename({ "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
  });

  test("our Origin from a client without Sec-Fetch-Site", async () => {
    expect((await rename({ Origin: app.url })).status).toBe(200);
  });

  test("a GET from anywhere: it changes nothing", async () => {
    const headers = {
      Cookie: cookie,
      "Sec-Fetch-Site": "cross-site",
      Origin: "https://evil.example",
    };
    expect((await raw("GET", "/api/me", { headers })).status).toBe(200);
  });
});
