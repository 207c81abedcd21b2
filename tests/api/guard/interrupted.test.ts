import { open } from "@/lib/platform/crypto/sealed";
import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import type { KeptPost } from "@/lib/platform/http/kept-post";
import { signInBy } from "@/tests/support/passkeys/api";
import { givePasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { createOrganisation, join } from "@/tests/support/people/organisations";
import type { ApiClient } from "@/tests/support/requests/client";
import { setCookieLines, signInKeeping } from "@/tests/support/requests/cookies";
import { type Answer, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* What somebody asked for is not dropped when a sign-in or a proof comes in between. */

const KEPT = cookieName("kept");

let account: Account;
let client: ApiClient;

beforeEach(async () => {
  account = await createAccount();
  ({ client } = await signInKeeping(account));
});

afterAll(expectQuietLog);

const endSession = () => db.session.deleteMany({ where: { userId: account.id } });

const goStale = ({ id }: Account) =>
  db.session.updateMany({
    where: { userId: id },
    data: { authenticatedAt: new Date(Date.now() - 11 * 60_000) },
  });

const post = (path: string, fields: Record<string, string>) =>
  client
    .post(path)
    .type("form")
    .send({ _account: account.id, ...fields });

/** What an answer gives the browser to keep, opened. */
async function kept(answer: Pick<Answer, "headers">) {
  const line = setCookieLines(answer).find((each) => each.startsWith(`${KEPT}=`)) ?? "";
  return open<KeptPost>("kept-post", line.slice(KEPT.length + 1).split(";", 1)[0] ?? "");
}

const text = async (path: string) => (await client.get(path).expect(200)).text;

describe("a name saved after the session has ended", () => {
  beforeEach(async () => {
    await endSession();
    const { headers } = await post("/api/me", { _method: "PATCH", name: "Countess" }).expect(303);
    expect(headers.location).toBe("/signin?callbackUrl=%2Fsettings");
  });

  test("is not lost: the sign-in says why it asks, and the form is filled in again", async () => {
    expect(await text("/signin")).toContain(english("interrupted.signIn"));
    await submitSignIn(client, { email: account.email, password: "a wrong one" });
    await submitSignIn(client, { email: account.email, password: account.password });
    const page = await text("/settings");
    expect(page).toContain('value="Countess"');
    expect(page).toContain(english("interrupted.afterSignIn"));
    expect((await client.get("/api/me")).body.user.name).toBe(account.name);
    expect(await text("/settings")).not.toContain('value="Countess"');
  });

  test("is shown to nobody else", async () => {
    const { email, password } = await createAccount();
    await submitSignIn(client, { email, password });
    expect(await text("/settings")).not.toContain("Countess");
  });
});

/** The forms of a page that go to an address. */
const formsTo = (page: string, action: string) =>
  page.match(new RegExp(`<form[^>]*action="${action}".*?</form>`, "g")) ?? [];

test("of many forms alike the interrupted one is marked, and filled in again", async () => {
  const [one, other] = [await createAccount(), await createAccount()];
  const organisation = await createOrganisation({ owner: account, member: one });
  await join(organisation, other, "member");
  const path = `/api/organisations/${organisation.slug}/members`;
  await endSession();
  await post(`${path}/${other.id}`, { _method: "PATCH", role: "admin" }).expect(303);
  await submitSignIn(client, { email: account.email, password: account.password });
  const page = await text(`/organisations/${organisation.slug}/members`);
  expect(page).toContain(english("interrupted.afterSignIn"));
  const asked = (form: string) => /^<form[^>]*class="[^"]*asked/.test(form);
  const [change = "", remove = ""] = formsTo(page, `${path}/${other.id}`);
  expect([change, remove].map(asked)).toEqual([true, false]);
  expect(change).toMatch(/<option value="admin" selected=""/);
  expect(formsTo(page, `${path}/${one.id}`).map(asked)).toEqual([false, false]);
  expect(formsTo(page, `${path}/${one.id}`)[0]).toMatch(/<option value="member" selected=""/);
});

test("an interrupted change of a passkey's name is open, with the name that was typed", async () => {
  // All sessions end with it.
  const { id, authenticator } = await givePasskey(account);
  await post(`/api/me/passkeys/${id}`, { _method: "PATCH", name: "Phone of Ada" }).expect(303);
  await signInBy(client, authenticator);
  const page = await text("/settings/security");
  expect(page).toMatch(/<details[^>]* open=""/);
  expect(page).toContain('value="Phone of Ada"');
});

test("an action comes back as the page with its button", async () => {
  const [admin, subject] = [await createAccount({ role: "admin" }), await createAccount()];
  ({ client } = await signInKeeping(admin));
  account = admin;
  await goStale(admin);
  const path = `/api/admin/users/${subject.id}`;
  const { headers } = await post(path, { _method: "PATCH", _form: "disable", disabled: "true" });
  const page = `/admin/users/${subject.id}/disable`;
  expect(headers.location).toBe(`/reauthenticate?callbackUrl=${encodeURIComponent(page)}`);
  expect(await text(String(headers.location))).toContain("Nothing has been changed yet.");
  await post("/api/me/reauthenticate", { password: admin.password, callbackUrl: page });
  const asked = await text(page);
  expect(asked).toContain(english("userActs.disable", { name: subject.name }));
  expect(asked).toContain(english("interrupted.afterProof"));
  expect((await client.get(path)).body.disabled).toBe(false);
});

test.each([
  ["POST /api/me/email", "/api/me/email", { email: "new@example.com", password: "hunter2hunter2" }],
  [
    "POST /api/me/password",
    "/api/me/password",
    { currentPassword: "hunter2hunter2", newPassword: "hunter2hunter2" },
  ],
])("the password of %s is not kept", async (_, path, fields) => {
  await endSession();
  const asked = await kept(await post(path, fields as Record<string, string>).expect(303));
  expect(asked).not.toBeNull();
  expect(JSON.stringify(asked)).not.toContain("hunter2");
});

test("an oversized form is not kept, but its page still comes back", async () => {
  await endSession();
  const answer = await post("/api/me", { _method: "PATCH", name: "x".repeat(5000) }).expect(303);
  expect(await kept(answer)).toMatchObject({ page: "/settings", values: {} });
});

test("a form that names no account is not kept", async () => {
  await endSession();
  const form = { _method: "PATCH", name: "Countess" };
  expect(await kept(await client.post("/api/me").type("form").send(form))).toBeNull();
});

describe("two forms that call one method at one address", () => {
  test("keep their messages apart", async () => {
    const admin = await createAccount({ role: "admin" });
    ({ client } = await signInKeeping(admin));
    account = admin;
    const other = await createAccount();
    const path = `/api/admin/users/${other.id}`;
    await post(path, { _method: "PATCH", _form: "disable", disabled: "true" }).expect(303);
    const page = await text(`/admin/users/${other.id}`);
    expect(page).toContain(english("userActs.done-disable", { name: other.name }));
    expect(page).toContain(english("userActs.undo"));
    expect(page).toContain(`>${english("form.doneTitle", { title: other.name })}`);
  });

  test.each(["", "A", "a b", "a".repeat(40)])("%p is not a name", async (name) => {
    await endSession();
    const answer = await post("/api/me", { _method: "PATCH", _form: name, name: "Countess" });
    expect(await kept(answer)).toMatchObject({ form: "PATCH /api/me" });
  });
});
