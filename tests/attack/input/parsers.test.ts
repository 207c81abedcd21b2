import { usersQuery } from "@/lib/features/admin/user-list";
import { eventsQuery } from "@/lib/features/audit/events";
import { trailQuery } from "@/lib/features/audit/trail";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { passQueue } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  csrfToken,
  signedInClient,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine, signInKeeping } from "@/tests/support/requests/cookies";
import { expectInvalid, expectQuietLog } from "@/tests/support/requests/expectations";

const CALLBACK = "/api/auth/callback/credentials";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

describe("a value that is not a string does not reach the sign-in:", () => {
  const post = async (body: object) => {
    const client = newClient();
    const token = await csrfToken(client);
    return client.post(CALLBACK).send({ csrfToken: token, json: "true", ...body });
  };

  test.each([
    ["objects", { email: { contains: "@" }, password: { not: "" } }],
    ["arrays", { email: ["ADA"], password: ["x"] }],
    ["numbers", { email: 1, password: 2 }],
    ["null", { email: null, password: null }],
    ["booleans", { email: true, password: true }],
    ["nothing", {}],
    ["a length of its own", { email: { length: 1, toLowerCase: "x" }, password: "x" }],
  ])("42 %s [V1.2.4 V2.2.1 V2.2.2 V15.3.5 V15.3.7]", async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(401);
    expect(response.body.url).toContain("error=CredentialsSignin");
    expect(sessionLine(response)).toBeUndefined();
  });

  test("42 the right password in an array counts as wrong [V1.2.4 V2.2.1 V2.2.2 V15.3.5 V15.3.7]", async () => {
    const { email, password } = account;
    expect((await post({ email, password: [password] })).status).toBe(401);
    expect((await post({ email: [email], password })).status).toBe(401);
  });

  test.each([
    ["callbackUrl", { callbackUrl: { a: 1 } }],
    ["callbackUrl in an array", { callbackUrl: ["https://evil.example"] }],
    ["remember", { remember: { on: true } }],
  ])("42 %s is left out [V1.2.4 V2.2.1 V2.2.2 V15.3.5 V15.3.7]", async (_, extra) => {
    const { email, password } = account;
    const { body } = await post({ email, password, ...extra }).then((response) => {
      expect(response.status).toBe(200);
      return response;
    });
    expect(body).toEqual({ url: `${app.url}/dashboard` });
  });

  test("42 fields sent twice in a form [V1.2.4 V2.2.1 V2.2.2 V15.3.5 V15.3.7]", async () => {
    const client = newClient();
    const token = await csrfToken(client);
    const { email, password } = account;
    const fields = new URLSearchParams({ csrfToken: token, email, password });
    fields.append("email", "somebody@example.com");
    const response = await client.post(CALLBACK).type("form").send(fields.toString());
    expect(response.headers.location).toMatch(/^\/signin/);
    expect(sessionLine(response)).toBeUndefined();
  });
});

describe("a value that is not a string does not become a query filter:", () => {
  /** What no parameter takes: the answer is the first page, as if it had not been there. */
  const nonsense = (name: string) => [
    `${name}[contains]=x`,
    `${name}[not]=`,
    `${name}[]=x`,
    `${name}=x&${name}=x`,
    `${name}=%00`,
  ];

  /** What would be an object, letters or a pattern, and is text nobody has where text is looked for. */
  const TEXTS = ['{"not":""}', "\ufffd\ufffd\ufffd", "%example"];
  const encoded = (text: string) => encodeURIComponent(text).replaceAll("%EF%BF%BD", "%ED%A0%80");

  test.each([
    ["/api/me/events", eventsQuery, { events: [], next: null }],
    ["/api/admin/users", usersQuery, { users: [], next: null, total: 0 }],
    ["/api/admin/events", trailQuery, { events: [], next: null }],
  ])("42 %s [V1.2.4 V2.2.1 V2.2.2 V15.3.5 V15.3.7]", async (path, { shape }, nothing) => {
    const { cookie } = await signInKeeping(await createAccount({ role: "admin" }));
    const ask = async (query: string) =>
      (await attack({ path: `${path}?${query}`, headers: { Cookie: cookie } })).text;
    // An event that is written meanwhile would be on the page.
    await passQueue(app.dataDir);
    const first = await ask("");
    expect(Object.keys(JSON.parse(first))).toEqual(Object.keys(nothing));
    expect(first).not.toBe(JSON.stringify(nothing));
    const expectFirst = async (query: string) =>
      expect([query, (await ask(query)) === first]).toEqual([query, true]);
    for (const [name, field] of Object.entries(shape)) {
      for (const query of nonsense(name)) await expectFirst(query);
      for (const text of TEXTS) {
        const query = `${name}=${encoded(text)}`;
        if (field.parse(text) !== text) await expectFirst(query);
        else expect([query, JSON.parse(await ask(query))]).toEqual([query, nothing]);
      }
    }
  });
});

describe("a form or a query names a prototype:", () => {
  const POLLUTING = [
    "__proto__[name]=Eve",
    "__proto__=Eve",
    "constructor[prototype][name]=Eve",
    "a[__proto__][name]=Eve",
    "__proto__.name=Eve",
    "name[__proto__]=Eve",
  ];

  test.each(POLLUTING)("41 %s [V1.5.2 V15.3.6]", async (polluting) => {
    const client = await signedInClient(account);
    await client.post("/api/me").type("form").send(`_method=PATCH&${polluting}`).expect(303);
    await client.get(`/api/me/events?${polluting}`).expect(200);
    await client.get(`/dashboard?${polluting}`).expect(200);
    const user = await db.user.findUnique({ where: { id: account.id } });
    expect(user?.name).toBe(account.name);
    // Nothing has a name that was not given one.
    expectInvalid(await client.patch("/api/me").send({}), ["name"]);
  });
});
