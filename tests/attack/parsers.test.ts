import { db } from "@/lib/db/client";
import { type Account, createAccount, csrfToken, signedInClient } from "../support/accounts";
import { app } from "../support/app";
import { sessionLine, signInKeeping } from "../support/cookies";
import { expectInvalid, expectQuietLog, watched, watchedClient } from "../support/expectations";
import { attack } from "../support/hostile";

const CALLBACK = "/api/auth/callback/credentials";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

describe("what is not a string does not reach the sign-in:", () => {
  const post = async (body: object) => {
    const client = watchedClient();
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
  ])("42 %s", async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(401);
    expect(response.body.url).toContain("error=CredentialsSignin");
    expect(sessionLine(response)).toBeUndefined();
  });

  test("42 a right password in an array is a wrong one", async () => {
    const { email, password } = account;
    expect((await post({ email, password: [password] })).status).toBe(401);
    expect((await post({ email: [email], password })).status).toBe(401);
  });

  test.each([
    ["callbackUrl", { callbackUrl: { a: 1 } }],
    ["callbackUrl in an array", { callbackUrl: ["https://evil.example"] }],
    ["remember", { remember: { on: true } }],
  ])("42 %s is left out", async (_, extra) => {
    const { email, password } = account;
    const { body } = await post({ email, password, ...extra }).then((response) => {
      expect(response.status).toBe(200);
      return response;
    });
    expect(body).toEqual({ url: `${app.url}/dashboard` });
  });

  test("42 fields sent twice in a form", async () => {
    const client = watchedClient();
    const token = await csrfToken(client);
    const { email, password } = account;
    const fields = new URLSearchParams({ csrfToken: token, email, password });
    fields.append("email", "somebody@example.com");
    const response = await client.post(CALLBACK).type("form").send(fields.toString());
    expect(response.headers.location).toMatch(/^\/signin/);
    expect(sessionLine(response)).toBeUndefined();
  });
});

describe("what is not a string does not become a filter of a query:", () => {
  /** What is found with a query that nobody understands: the first page of the caller's own. */
  const queries = (name: string, value: string) => [
    `${name}[contains]=${value}`,
    `${name}[not]=`,
    `${name}[]=${value}`,
    `${name}=${value}&${name}=${value}`,
    `${name}=%7B%22not%22%3A%22%22%7D`,
    `${name}=%00`,
    `${name}=%ED%A0%80`,
    `${name}=%25`,
  ];

  test("42 events before an object", async () => {
    const client = watched(await signedInClient(account));
    const { text: plain } = await client.get("/api/events").expect(200);
    for (const query of queries("before", "x")) {
      expect((await client.get(`/api/events?${query}`).expect(200)).text).toBe(plain);
    }
  });

  test("42 a search for an object, a page that is none", async () => {
    const admin = await signInKeeping(await createAccount({ role: "admin" }));
    for (const path of ["/api/admin/users", "/api/admin/events"]) {
      for (const name of ["q", "page", "before", "subject", "actor", "type", "from", "until"]) {
        for (const query of queries(name, "x")) {
          const answer = await attack({
            path: `${path}?${query}`,
            headers: { Cookie: admin.cookie },
          });
          expect({ query, status: answer.status }).toEqual({ query, status: 200 });
        }
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

  test.each(POLLUTING)("41 %s", async (polluting) => {
    const client = watched(await signedInClient(account));
    await client.post("/api/me").type("form").send(polluting).expect(303);
    await client.get(`/api/events?${polluting}`).expect(200);
    await client.get(`/dashboard?${polluting}`).expect(200);
    const user = await db.user.findUnique({ where: { id: account.id } });
    expect(user?.name).toBe(account.name);
    // Nothing has a name that was not given one.
    expectInvalid(await client.patch("/api/me").send({}), ["name"]);
  });
});
