import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { createUser } from "@/lib/platform/db/tables/users";
import { app } from "@/tests/support/app/app";
import { trailOf } from "@/tests/support/database/events";
import { moveSessions } from "@/tests/support/database/session-rows";
import { waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const BULK = "/api/admin/users/bulk";
const LONG_AGO = new Date(Date.now() - 11 * 60_000);

let administrator: Account;
let admin: ApiClient;

beforeAll(async () => {
  administrator = await createAccount({ role: "admin" });
  admin = await signedInClient(administrator);
});

afterAll(expectQuietLog);

const somebody = async () => {
  const email = newEmail();
  return createUser({ name: `Kim ${email.slice(4, 12)}`, email, emailVerified: new Date() });
};
const disabledAt = async (id: string) =>
  (await db.user.findUniqueOrThrow({ where: { id } })).disabledAt;

test("each account has its own result, and the trail names who did it", async () => {
  const [one, other] = [await createAccount(), await somebody()];
  const { client } = await signInKeeping(one);
  const nobody = randomUUID();
  const ids = [one.id, administrator.id, nobody, other.id];
  const { body } = await admin.post(BULK).send({ act: "disable", ids }).expect(200);
  expect(body).toEqual({
    done: 2,
    unchanged: 0,
    refused: 2,
    results: [
      { id: one.id, outcome: "done", problem: null, detail: null },
      {
        id: administrator.id,
        outcome: "refused",
        problem: "forbidden",
        detail: english("bulk.own"),
      },
      { id: nobody, outcome: "refused", problem: "not_found", detail: expect.any(String) },
      { id: other.id, outcome: "done", problem: null, detail: null },
    ],
  });
  await client.get("/api/me").expect(401);
  for (const id of [one.id, other.id]) {
    expect(await disabledAt(id)).not.toBeNull();
    expect((await trailOf(id)).at(-1)).toMatchObject({
      type: "user_updated",
      detail: "disabled",
      actorId: administrator.id,
      ipAddress: expect.stringMatching(/^2001:db8:/),
    });
  }
});

test("a hundred accounts are changed at once, and each is mailed its own link", async () => {
  const users = [];
  for (let n = 0; n < 100; n++) users.push(await somebody());
  const ids = users.map(({ id }) => id);
  const { body } = await admin.post(BULK).send({ act: "require-password", ids }).expect(200);
  expect(body).toMatchObject({ done: 100, refused: 0 });
  for (const { email } of users.slice(-2)) {
    expect((await waitForMail(app.dataDir, email)).subject).toBe(
      english("newPasswordRequiredMail.subject"),
    );
  }
});

test("more than a hundred are refused as a whole, and nothing changes [V2.4.1]", async () => {
  const { id } = await somebody();
  const ids = [id, ...Array.from({ length: 100 }, () => randomUUID())];
  const answer = await admin.post(BULK).send({ act: "disable", ids });
  expectInvalid(answer, ["ids"]);
  expect(answer.text).toContain(english("bulk.tooMany", { limit: 100 }));
  expect(await disabledAt(id)).toBeNull();
});

test.each([
  [{ act: "delete", ids: [randomUUID()] }, ["act"]],
  [{ act: "disable", ids: ["' OR 1=1 --"] }, ["ids.0"]],
  [{ act: "disable", ids: [] }, ["ids"]],
  [{}, ["act", "ids"]],
  [{ act: "change-role", ids: [randomUUID()] }, ["role"]],
  [{ act: "change-role", role: "captain", ids: [randomUUID()] }, ["role"]],
])("%j is invalid", async (body, fields) => {
  expectInvalid(await admin.post(BULK).send(body), fields);
});

test("a missing, oversized or mistyped body is refused", async () => {
  const post = () => admin.post(BULK);
  expectProblem(await post().type("json").send("["), 400, "malformed_body");
  expectProblem(await post().type("text").send("x"), 415, "unsupported_media_type");
  expectProblem(await post().send({ act: "x".repeat(70_000) }), 413, "body_too_large");
});

test("a page of another account acts on nobody, and a GET finds nothing", async () => {
  const { id } = await somebody();
  const other = admin.post(BULK).set("For-Account", randomUUID());
  expectProblem(await other.send({ act: "disable", ids: [id] }), 409, "other_account");
  expect(await disabledAt(id)).toBeNull();
  expectProblem(await admin.get(BULK), 405, "method_not_allowed");
});

test("is refused to users, visitors, other sites, and without a recent proof [V7.5.3 V8.2.1]", async () => {
  const body = { act: "disable", ids: [(await somebody()).id] };
  const user = await signedInClient(await createAccount());
  expectProblem(await user.post(BULK).send(body), 403, "forbidden");
  expectProblem(await newClient().post(BULK).send(body), 401, "unauthenticated");
  const foreign = admin.post(BULK).set("Origin", "https://evil.example").send(body);
  expectProblem(await foreign, 403, "cross_site");
  const stale = await createAccount({ role: "admin" });
  const client = await signedInClient(stale);
  await moveSessions(stale.id, { authenticatedAt: LONG_AGO });
  expectProblem(await client.post(BULK).send(body), 403, "reauthentication_required");
  expect(await disabledAt(String(body.ids[0]))).toBeNull();
});

describe("without JavaScript", () => {
  const pageOf = (ids: string[], act = "disable") =>
    `/admin/users/bulk?act=${act}&${ids.map((id) => `ids=${id}`).join("&")}`;

  test("the list has a checkbox for each account except one's own, and one for all", async () => {
    const { id } = await somebody();
    const list = (await admin.get("/admin").expect(200)).text;
    expect(list).toMatch(new RegExp(`<input[^>]*name="ids"[^>]*value="${id}"`));
    const own = (await admin.get(`/admin?q=${administrator.email}`).expect(200)).text;
    const box = new RegExp(`<input[^>]*name="ids"[^>]*value="${administrator.id}"[^>]*>`);
    expect(box.exec(own)?.[0]).toContain("disabled");
    expect(list).toContain("/admin?choose=all");
    const all = (await admin.get("/admin?choose=all").expect(200)).text;
    expect(all.match(/name="ids"[^>]*checked/g)?.length).toBeGreaterThan(10);
  });

  test("a page names the accounts and the consequences, and the next one each result", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const { text } = await admin.get(pageOf([one.id, other.id])).expect(200);
    for (const shown of [one.name, other.name, english("bulk.follows-disable")]) {
      expect(text).toContain(shown);
    }
    expect(await disabledAt(one.id)).toBeNull();
    const action = /action="(\/api\/admin\/users\/bulk[^"]*)"/.exec(text)?.[1] ?? "";
    const sent = await admin
      .post(action.replaceAll("&amp;", "&"))
      .type("form")
      .send(`act=disable&ids=${one.id}&ids=${other.id}`)
      .expect(303);
    const result = await admin.get(String(sent.headers.location)).expect(200);
    expect(result.text).toContain(english("bulk.resultDone", { count: 2 }));
    expect(result.text).toContain(one.name);
    expect(await disabledAt(other.id)).not.toBeNull();
    const again = await admin.get(String(sent.headers.location)).expect(200);
    expect(again.text).toContain(english("bulk.resultGone"));
    expect(again.text).not.toContain(one.email);
  });

  test("a refused form comes back with everything that was chosen", async () => {
    const ids = [(await somebody()).id, (await somebody()).id];
    const { headers } = await admin
      .post(`${BULK}?act=change-role&ids=${ids.join(".")}`)
      .type("form")
      .send(`act=change-role&role=&ids=${ids[0]}&ids=${ids[1]}`)
      .expect(303);
    const { text } = await admin.get(String(headers.location)).expect(200);
    expect(text).toContain(english("fields.roleUnknown"));
    for (const id of ids) expect(text).toMatch(new RegExp(`checked=""[^>]*value="${id}"`));
  });

  test("an account that was left out stays left out when the form comes back", async () => {
    const stale = await createAccount({ role: "admin" });
    const client = await signedInClient(stale);
    const [one, left, other] = [await somebody(), await somebody(), await somebody()];
    const send = (act: string) =>
      client
        .post(`${BULK}?act=${act}&ids=${[one.id, left.id, other.id].join(".")}`)
        .type("form")
        .send(`_account=${stale.id}&act=${act}&role=&ids=${one.id}&ids=${other.id}`)
        .expect(303);
    const asksFor = (page = "") => {
      const at = new URL(page, app.url);
      return new URL(at.searchParams.get("callbackUrl") ?? page, app.url).searchParams.get("ids");
    };
    const mistake = await send("change-role");
    expect(asksFor(mistake.headers.location)).toBe(`${one.id}.${other.id}`);
    await moveSessions(stale.id, { authenticatedAt: LONG_AGO });
    const proof = await send("disable");
    expect(proof.headers.location).toMatch(/^\/reauthenticate\?/);
    expect(asksFor(proof.headers.location)).toBe(`${one.id}.${other.id}`);
    await db.session.deleteMany({ where: { userId: stale.id } });
    const signIn = await send("disable");
    expect(signIn.headers.location).toMatch(/^\/signin\?/);
    expect(asksFor(signIn.headers.location)).toBe(`${one.id}.${other.id}`);
    expect(await disabledAt(left.id)).toBeNull();
  });

  test("more than a hundred are shown so that some can be left out, and none is lost", async () => {
    const { id, name } = await somebody();
    const ids = [id, ...Array.from({ length: 100 }, () => randomUUID())];
    const { text } = await admin.get(pageOf(ids)).expect(200);
    expect(text).toContain(name);
    expect(text).toContain(english("bulk.tooMany", { limit: 100 }));
  });

  test("an administrator who has to give a proof first comes back to their whole choice", async () => {
    const stale = await createAccount({ role: "admin" });
    const client = await signedInClient(stale);
    await moveSessions(stale.id, { authenticatedAt: LONG_AGO });
    // Twice what a page of the list has; an address to come back to has no room for a hundred.
    const ids = Array.from({ length: 48 }, () => randomUUID());
    const asked = await client.get(pageOf(ids)).redirects(0);
    expect(asked.headers.location).toMatch(/^\/reauthenticate\?/);
    const back = new URL(String(asked.headers.location), app.url).searchParams.get("callbackUrl");
    expect(back).toContain(ids[47]);
    const { text } = await client.get(String(asked.headers.location)).expect(200);
    const field = /name="callbackUrl" value="([^"]*)"/.exec(text)?.[1];
    expect(field?.replaceAll("&amp;", "&")).toBe(back);
  });

  test.each(["", "?act=disable", "?act=delete&ids=x", `?act=disable&ids=${randomUUID()}`])(
    "an empty choice (%s) is reported as such",
    async (query) => {
      const { text } = await admin.get(`/admin/users/bulk${query}`).expect(200);
      expect(text).toContain(english("bulk.nothing"));
    },
  );
});
