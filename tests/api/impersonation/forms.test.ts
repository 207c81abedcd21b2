import { withSibling } from "@/tests/support/app/second-server";
import { newScene, REASON } from "@/tests/support/impersonation/scene";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { actFor } from "@/tests/support/people/actors";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { sessionCookie, signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

let administrator: Account;
let account: Account;

/** The browser of the administrator. */
let admin: ApiClient;
let resource: string;

beforeEach(async () => {
  ({ administrator, account, admin, resource } = await newScene());
});

afterAll(expectQuietLog);

const begin = () => admin.post(resource).send({ reason: REASON });

describe("the forms", () => {
  const asking = () => `/admin/users/${account.id}/impersonate`;

  test("the page of the account leads to one that asks why and says what happens next", async () => {
    const { text } = await admin.get(`/admin/users/${account.id}`).expect(200);
    expect(text).toContain(`href="${asking()}"`);
    const page = (await admin.get(asking()).expect(200)).text;
    for (const key of ["told", "reads", "ends"] as const) {
      expect(page).toContain(englishInPage(`impersonation.${key}`));
    }
    expect(page).toContain(`action="${resource}"`);
  });

  test("begin and end without a script", async () => {
    const { headers } = await admin
      .post(resource)
      .type("form")
      .send({ reason: REASON, _account: administrator.id })
      .expect(303);
    expect(headers.location).toBe("/dashboard");
    const stop = { _method: "DELETE", _account: account.id };
    const back = await admin.post(resource).type("form").send(stop).expect(303);
    expect(back.headers.location).toBe(`/admin/users/${account.id}`);
    await admin.get(`/admin/users/${account.id}`).expect(200);
  });

  test("without a reason lead back and say so", async () => {
    const { headers } = await admin.post(resource).type("form").send({ reason: "" }).expect(303);
    expect(headers.location).toBe(asking());
    const { text } = await admin.get(asking()).expect(200);
    expect(text).toContain(english("impersonation.reasonMissing"));
  });

  test("a tab opened before as the administrator does not act on the account", async () => {
    await actFor(admin, account.id);
    const { headers } = await admin
      .post("/api/me")
      .type("form")
      .send({ _method: "PATCH", _account: administrator.id, name: "Eve" })
      .expect(303);
    expect(headers.location).toBe("/other-account");
  });

  test.each([
    ["an administrator", () => createAccount({ role: "admin" })],
    ["an unconfirmed account", () => createAccount({ verified: false })],
    ["oneself", async () => administrator],
  ])("are not offered for %s", async (_, make) => {
    const { id } = await make();
    const page = `/admin/users/${id}`;
    expect((await admin.get(page).expect(200)).text).not.toContain(`${page}/impersonate`);
    const { headers } = await admin.get(`${page}/impersonate`).expect(307);
    expect(headers.location).toBe(page);
  });
});

describe("IMPERSONATION=false, the default", () => {
  const server = withSibling({ IMPERSONATION: "" });

  test("removes page, route and button, and ends sessions from before", async () => {
    const acting = sessionCookie(await begin().expect(200));
    const away = newClient(server.url).get("/api/me").set("Cookie", acting);
    expectProblem(await away, 401, "unauthenticated");
    const { cookie } = await signInKeeping(administrator);
    const page = `/admin/users/${account.id}`;
    const get = (path: string) => newClient(server.url).get(path).set("Cookie", cookie);
    expect((await get(page).expect(200)).text).not.toContain("impersonate");
    await get(`${page}/impersonate`).expect(404);
    for (const method of ["POST", "DELETE"]) {
      // Not by the tests' client, which holds answers against the document of the feature.
      const { status } = await fetch(new URL(resource, server.url), {
        method,
        headers: { Origin: server.url, "Content-Type": "application/json", Cookie: cookie },
        body: JSON.stringify({ reason: REASON }),
      });
      expect([method, status]).toEqual([method, 404]);
    }
  });
});
