import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames } from "@/tests/support/database/events";
import { spendTries } from "@/tests/support/database/throttles";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let account: Account;
let client: ApiClient;

beforeAll(async () => {
  account = await createAccount();
  client = await signedInClient(account);
});

afterAll(expectQuietLog);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const storedName = async () => {
  const user = await db.user.findUnique({ where: { id: account.id }, select: { name: true } });
  return user?.name;
};

describe("GET /api/me", () => {
  test("says who is signed in and with which session, and nothing secret [V3.3.4 V15.3.1]", async () => {
    const { body, headers } = await client.get("/api/me").expect(200);
    expect(body).toEqual({
      user: {
        id: account.id,
        name: account.name,
        email: account.email,
        emailVerified: expect.stringMatching(ISO),
        role: "user",
        language: null,
        timeZone: null,
        createdAt: expect.stringMatching(ISO),
        secondFactorSince: null,
      },
      session: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdAt: expect.stringMatching(ISO),
        authenticatedAt: expect.stringMatching(ISO),
        expires: expect.stringMatching(ISO),
        remember: false,
        impersonator: null,
      },
    });
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  test("the session ends as long after sign-in as configured", async () => {
    const { body } = await client.get("/api/me");
    const { createdAt, expires } = body.session;
    const hours = (Date.parse(expires) - Date.parse(createdAt)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
  });

  test("answers the same twice: nothing slides from request to request", async () => {
    const first = await client.get("/api/me");
    const second = await client.get("/api/me");
    expect(second.text).toBe(first.text);
  });

  test("is refused without a session, and sets no cookie", async () => {
    const response = await newClient().get("/api/me");
    expectProblem(response, 401, "unauthenticated");
    expect(response.headers).not.toHaveProperty("set-cookie");
  });
});

describe("PATCH /api/me", () => {
  test("changes the name, for the answer, the database and the next request", async () => {
    const { body } = await client.patch("/api/me").send({ name: "  Ada King " }).expect(200);
    expect(body.user).toMatchObject({ id: account.id, name: "Ada King", email: account.email });
    expect(await storedName()).toBe("Ada King");
    expect((await client.get("/api/me")).body.user.name).toBe("Ada King");
  });

  test("is recorded among the owner's events", async () => {
    await client.patch("/api/me").send({ name: "Ada Byron" }).expect(200);
    const { body } = await client.get("/api/me/events");
    expect(body.events[0]).toMatchObject({ type: "user_updated", label: "Name changed" });
  });

  test("43 ignores every field but the name [V8.2.3 V15.3.3]", async () => {
    await client
      .patch("/api/me")
      .send({
        name: "Ada",
        role: "admin",
        email: "eve@example.com",
        emailVerified: null,
        disabledAt: null,
        id: "x",
        password: { hash: "x" },
      })
      .expect(200);
    const { body } = await client.get("/api/me");
    const { id, email } = account;
    expect(body.user).toMatchObject({ id, email, role: "user", emailVerified: expect.any(String) });
  });

  test.each([
    ["empty", ""],
    ["only spaces", " \u00a0 "],
    ["too long", "x".repeat(81)],
    ["with a line break", "Ada\r\nBcc: eve@example.com"],
    ["with a NUL", "Ada\u0000"],
    ["with a character that turns text around", "Ada\u202eecalevoL"],
    ["with a lone surrogate", "Ada\ud800"],
  ])("refuses a name that is %s", async (_, name) => {
    const before = await storedName();
    expectInvalid(await client.patch("/api/me").send({ name }), ["name"]);
    expect(await storedName()).toBe(before);
  });

  test("is refused without a session", async () => {
    expectProblem(await newClient().patch("/api/me").send({ name: "Eve" }), 401, "unauthenticated");
  });
});

describe("PATCH /api/me, from the form of /settings", () => {
  const submit = (name: string) =>
    client.post("/api/me").type("form").send({ _method: "PATCH", name });

  test("changes the name and leads back with a notice that is shown once", async () => {
    const { headers } = await submit("Countess Ada").expect(303);
    expect(headers.location).toBe("/settings");
    expect(headers["cache-control"]).toBe("private, no-store");
    expect(await storedName()).toBe("Countess Ada");
    expect((await client.get("/settings")).text).toContain(english("notices.nameSaved"));
    expect((await client.get("/settings")).text).not.toContain(english("notices.nameSaved"));
  });

  test("a refused name comes back with its message and what was typed", async () => {
    const typed = "x".repeat(81);
    const { headers } = await submit(typed).expect(303);
    expect(headers.location).toBe("/settings");
    const { text } = await client.get("/settings");
    expect(text).toContain(english("fields.tooLong", { count: 80 }));
    expect(text).toContain(typed);
  });

  test("a field sent twice is refused", async () => {
    const before = await storedName();
    await client
      .post("/api/me")
      .type("form")
      .send("_method=PATCH&name=Eve&name=Mallory")
      .expect(303);
    expect(await storedName()).toBe(before);
    expect((await client.get("/settings")).text).toContain(english("fields.nameMissing"));
  });

  test("a name that stays the same records no event", async () => {
    const names = async () => (await eventNames(account.id)).length;
    await submit("Ada Byron").expect(303);
    const before = await names();
    await submit("Ada Byron").expect(303);
    expect(await names()).toBe(before);
  });

  test("without a session leads to the sign-in page and back", async () => {
    const form = { _method: "PATCH", name: "Eve" };
    const response = await newClient().post("/api/me").type("form").send(form);
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe("/signin?callbackUrl=%2Fsettings");
  });
});

test("is answered 429 after sixty names an hour", async () => {
  const counted = { limit: limits.renameByAccount, subject: account.id };
  await spendTries(counted, limits.renameByAccount.points);
  const refused = await client.patch("/api/me").send({ name: "Ada" });
  expectProblem(refused, 429, "too_many_requests");
  expectRetryAfter(refused);
});
