import { randomUUID } from "node:crypto";
import { actsOn, staleAdmin } from "@/tests/support/admin/acts";
import { adminOn } from "@/tests/support/admin/scene";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import type { ApiClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

let admin: ApiClient;
let account: Account;
let resource: string;

beforeEach(async () => {
  ({ admin, account, resource } = await adminOn());
});

afterAll(expectQuietLog);

/** A method, what follows the user's own path, and a body that would change something. */
type Act = ["PATCH" | "POST" | "DELETE", string, object];

const ACTS: Act[] = [
  ["PATCH", "", { role: "admin" }],
  ["PATCH", "", { disabled: true }],
  ["DELETE", "/sessions", {}],
  ["POST", "/verification", {}],
  ["POST", "/password-reset", {}],
];

const doTo = (client: ApiClient, path: string, [method, , body]: Act) =>
  client[method.toLowerCase() as Lowercase<Act[0]>](path).send(body);

describe.each(ACTS)("%s /api/admin/users/[id]%s", (...act) => {
  const [, suffix] = act;

  test.each([
    ["nobody's", randomUUID()],
    ["a pseudonym", "deleted-0123456789abcdef"],
    ["a NUL", "%00"],
    ["SQL", "'%20OR%201=1--"],
  ])("%s id is answered 404", async (_, id) => {
    const answer = await doTo(admin, `/api/admin/users/${id}${suffix}`, act);
    expectProblem(answer, 404, "not_found");
  });

  test("asks for recent authentication, and changes nothing without it [V7.5.3]", async () => {
    const client = await staleAdmin();
    const before = await admin.get(resource).expect(200);
    const refused = await doTo(client, `${resource}${suffix}`, act);
    expectProblem(refused, 403, "reauthentication_required");
    expect((await admin.get(resource)).body).toEqual(before.body);
    expect(await actsOn(account)).toEqual([]);
  });
});

describe("the form", () => {
  const posts: [string, string, Record<string, string>, string][] = [
    ["role", "", { _method: "PATCH", role: "admin" }, english("notices.saved")],
    ["disabled", "", { _method: "PATCH", disabled: "true" }, english("notices.saved")],
    ["sessions", "/sessions", { _method: "DELETE" }, english("notices.accountSignedOut")],
    ["verification", "/verification", {}, english("notices.verificationSentAgain")],
    ["password", "/password-reset", {}, english("notices.newPasswordRequired")],
  ];

  test.each(posts)("%s leads back to the user's page with a notice", async (...post) => {
    const [name, suffix, fields, notice] = post;
    if (name === "verification") {
      ({ account, resource } = await adminOn(await createAccount({ verified: false })));
    }
    const page = `/admin/users/${account.id}`;
    const { headers } = await admin
      .post(`${resource}${suffix}`)
      .type("form")
      .send(fields)
      .expect(303);
    expect(headers.location).toBe(page);
    expect((await admin.get(page).expect(200)).text).toContain(notice);
    expect((await admin.get(page).expect(200)).text).not.toContain(notice);
    expect(await actsOn(account)).toHaveLength(1);
  });

  test.each(posts)(
    "%s sends an older session to confirm the password, and back",
    async (...post) => {
      const [, suffix, fields] = post;
      const { headers } = await (await staleAdmin())
        .post(`${resource}${suffix}`)
        .type("form")
        .send(fields)
        .expect(303);
      const back = encodeURIComponent(`/admin/users/${account.id}`);
      expect(headers.location).toBe(`/reauthenticate?callbackUrl=${back}`);
      expect(await actsOn(account)).toEqual([]);
    },
  );

  test("says on the user's page what was wrong", async () => {
    const page = `/admin/users/${account.id}`;
    const { headers } = await admin
      .post(`${resource}/verification`)
      .type("form")
      .send({})
      .expect(303);
    expect(headers.location).toBe(page);
    expect((await admin.get(page)).text).toContain(english("problems.already_verified"));
  });
});
