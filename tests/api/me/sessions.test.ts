import { randomUUID } from "node:crypto";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

type SessionView = { id: string; current: boolean };

let account: Account;
let client: ApiClient;
let other: ApiClient;

beforeEach(async () => {
  account = await createAccount();
  other = await signedInClient(account);
  client = await signedInClient(account);
});

afterAll(expectQuietLog);

async function sessions(of: ApiClient): Promise<SessionView[]> {
  const { body } = await of.get("/api/me/sessions").expect(200);
  return body.sessions;
}

/** The id of the one session that is not the asking one. */
async function otherId(): Promise<string> {
  const found = (await sessions(client)).find(({ current }) => !current);
  if (!found) throw new Error("There is no other session");
  return found.id;
}

describe("GET /api/me/sessions", () => {
  test("lists one's live sessions, the current one first", async () => {
    const list = await sessions(client);
    expect(list.map(({ current }) => current)).toEqual([true, false]);
    expect((await sessions(other))[0]?.id).toBe(list[1]?.id);
  });

  test("names the device and gives no secret away", async () => {
    other.set("User-Agent", FIREFOX);
    const { email, password } = account;
    const page = await other.get("/api/auth/csrf");
    await other
      .post("/api/auth/callback/credentials")
      .set("User-Agent", FIREFOX)
      .type("form")
      .send({ csrfToken: page.body.csrfToken, email, password })
      .expect(303);
    const { body, headers } = await client.get("/api/me/sessions").expect(200);
    expect(body.sessions[1]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      current: false,
      byAdministrator: false,
      browser: "Firefox",
      system: "Linux",
      ipAddress: expect.stringMatching(/^2001:db8:/),
      createdAt: expect.any(String),
      lastSeenAt: expect.any(String),
    });
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  test("shows nobody else's", async () => {
    const stranger = await signedInClient(await createAccount());
    expect(await sessions(stranger)).toHaveLength(1);
  });

  test("is refused without a session", async () => {
    expectProblem(await newClient().get("/api/me/sessions"), 401, "unauthenticated");
  });
});

describe("DELETE /api/me/sessions/[id]", () => {
  test("ends that session on its very next request, and no other", async () => {
    const response = await client.delete(`/api/me/sessions/${await otherId()}`).expect(204);
    expect(response.text).toBe("");
    expect(response.headers["cache-control"]).toBe("private, no-store");
    await other.get("/api/me").expect(401);
    await client.get("/api/me").expect(200);
    expect(await sessions(client)).toHaveLength(1);
  });

  test("ends one's own session too", async () => {
    const [own] = await sessions(client);
    await client.delete(`/api/me/sessions/${own?.id}`).expect(204);
    await client.get("/api/me").expect(401);
  });

  test("is recorded among the events", async () => {
    await client.delete(`/api/me/sessions/${await otherId()}`);
    const { body } = await client.get("/api/me/events");
    expect(body.events[0]).toMatchObject({
      type: "authn_token_revoked",
      label: english("events.authn_token_revoked:session"),
    });
  });

  test("works once", async () => {
    const id = await otherId();
    await client.delete(`/api/me/sessions/${id}`).expect(204);
    expectProblem(await client.delete(`/api/me/sessions/${id}`), 404, "not_found");
  });

  test("requires a recent proof first [V7.5.2]", async () => {
    const path = `/api/me/sessions/${await otherId()}`;
    const authenticatedAt = new Date(Date.now() - 11 * MINUTE_MS);
    await db.session.updateMany({ where: { userId: account.id }, data: { authenticatedAt } });
    for (const refused of ["/api/me/sessions", path]) {
      expectProblem(await client.delete(refused), 403, "reauthentication_required");
    }
    await other.get("/api/me").expect(200);
    const { password } = account;
    expect((await client.post("/api/me/reauthenticate").send({ password })).status).toBeLessThan(
      300,
    );
    await client.delete(path).expect(204);
    await other.get("/api/me").expect(401);
  });

  test("works for exactly one of many at once", async () => {
    const id = await otherId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.delete(`/api/me/sessions/${id}`)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, ...Array(9).fill(404)]);
  });

  test("somebody else's session is not found, and stays", async () => {
    const stranger = await signedInClient(await createAccount({ role: "admin" }));
    const id = await otherId();
    expectProblem(await stranger.delete(`/api/me/sessions/${id}`), 404, "not_found");
    expectProblem(await stranger.delete(`/api/me/sessions/${randomUUID()}`), 404, "not_found");
    await other.get("/api/me").expect(200);
  });

  test("the path decides, not a query parameter of the same name", async () => {
    const [own] = await sessions(client);
    const id = await otherId();
    await client.delete(`/api/me/sessions/${id}?id=${own?.id}&nxtPid=${own?.id}`).expect(204);
    await other.get("/api/me").expect(401);
    await client.get("/api/me").expect(200);
  });

  test.each(["x", "%00", "%27%20OR%201=1", "..%2f..%2fme", "%F0%9F%92%A9", "a".repeat(3000)])(
    "%.20s is not a session",
    async (id) => {
      expectProblem(await client.delete(`/api/me/sessions/${id}`), 404, "not_found");
    },
  );

  test("is refused without a session", async () => {
    const response = await newClient().delete(`/api/me/sessions/${await otherId()}`);
    expectProblem(response, 401, "unauthenticated");
    await other.get("/api/me").expect(200);
  });
});

const FORM = { _method: "DELETE" };

describe("DELETE /api/me/sessions/[id], from its button", () => {
  test("ends the session and leads back with a notice", async () => {
    const { headers } = await client
      .post(`/api/me/sessions/${await otherId()}`)
      .type("form")
      .send(FORM)
      .expect(303);
    expect(headers.location).toBe("/settings/sessions");
    expect((await client.get("/settings/sessions")).text).toContain(
      english("notices.sessionEnded"),
    );
    await other.get("/api/me").expect(401);
  });

  test("an unknown session leads back with a message", async () => {
    const { headers } = await client
      .post(`/api/me/sessions/${randomUUID()}`)
      .type("form")
      .send(FORM)
      .expect(303);
    expect(headers.location).toBe("/settings/sessions");
    expect((await client.get("/settings/sessions")).text).toContain(
      english("details.noSuchSession"),
    );
  });

  test("without a session it leads to the sign-in page", async () => {
    const { headers } = await newClient()
      .post(`/api/me/sessions/${randomUUID()}`)
      .type("form")
      .send(FORM)
      .expect(303);
    expect(headers.location).toBe("/signin?callbackUrl=%2Fsettings%2Fsessions");
  });
});

describe("DELETE /api/me/sessions", () => {
  test("ends every session except the caller's", async () => {
    const third = await signedInClient(account);
    const { body } = await client.delete("/api/me/sessions").expect(200);
    expect(body).toEqual({ revoked: 2 });
    await other.get("/api/me").expect(401);
    await third.get("/api/me").expect(401);
    await client.get("/api/me").expect(200);
  });

  test("with nothing to end, ends nothing and records no event", async () => {
    await client.delete("/api/me/sessions");
    const before = (await client.get("/api/me/events")).body.events.length;
    expect((await client.delete("/api/me/sessions").expect(200)).body).toEqual({ revoked: 0 });
    expect((await client.get("/api/me/events")).body.events).toHaveLength(before);
  });

  test("leaves everybody else signed in", async () => {
    const stranger = await signedInClient(await createAccount());
    await client.delete("/api/me/sessions").expect(200);
    await stranger.get("/api/me").expect(200);
  });

  test("is refused without a session", async () => {
    expectProblem(await newClient().delete("/api/me/sessions"), 401, "unauthenticated");
  });
});

test("DELETE /api/me/sessions, from the form, ends the others and leads back with a notice", async () => {
  const { headers } = await client.post("/api/me/sessions").type("form").send(FORM).expect(303);
  expect(headers.location).toBe("/settings/sessions");
  expect((await client.get("/settings/sessions")).text).toContain(
    english("notices.otherSessionsEnded"),
  );
  await other.get("/api/me").expect(401);
});
