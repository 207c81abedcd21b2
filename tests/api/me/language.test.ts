import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { limits } from "@/lib/platform/rate-limit/limits";
import { textsIn } from "@/lib/platform/texts/catalogue";
import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { spendTries } from "@/tests/support/database/throttles";
import { waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
} from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

afterAll(expectQuietLog);

const german = textsIn("de");
const english = textsIn("en");

/** Presses a button of the footer's switch, as a browser without JavaScript does. */
const choose = (client: ApiClient, language: string, page = "/signin") =>
  client.post("/api/language").type("form").send({ language, page });

/** The language a page says that it is in: in its markup and in its head alike. */
async function languageOf(client: ApiClient, path: string): Promise<string> {
  const { text, headers } = await client.get(path).expect(200);
  const [, lang] = /<html lang="(\w+)"/.exec(text) ?? [];
  expect(headers["content-language"]).toBe(lang);
  expect(headers.vary).toMatch(/Accept-Language/);
  expect(headers.vary).toMatch(/Cookie/);
  expect(text).toContain(lang === "de" ? german("layout.skip") : english("layout.skip"));
  return String(lang);
}

const stored = async () =>
  db.user.findUnique({ where: { id: account.id }, select: { language: true } });

describe("the language of a page", () => {
  test("is what the browser asks for", async () => {
    const client = newClient();
    expect(await languageOf(client.set("Accept-Language", "de-AT,de;q=0.9"), "/signin")).toBe("de");
    expect(await languageOf(newClient(), "/signin")).toBe("en");
  });

  test("is what was chosen in the footer, and the reader stays on the page", async () => {
    const client = newClient();
    client.set("Accept-Language", "en");
    const { headers } = await choose(client, "de", "/signup?a=1").expect(303);
    expect(headers.location).toBe("/signup?a=1");
    const [line = "", ...more] = [headers["set-cookie"] ?? []].flat();
    expect(more).toEqual([]);
    expect(line.split("; ").sort()).toEqual([
      "HttpOnly",
      `Max-Age=${365 * 86_400}`,
      "Path=/",
      "SameSite=Lax",
      `${cookieName("language")}=de`,
    ]);
    expect(await languageOf(client, "/signup")).toBe("de");
    await choose(client, "en").expect(303);
    expect(await languageOf(client, "/signup")).toBe("en");
  });

  test("is the account's, in every browser that its owner signs in to", async () => {
    await choose(await signedInClient(account), "de").expect(303);
    expect(await stored()).toEqual({ language: "de" });
    const other = await signedInClient(account);
    expect(await languageOf(other.set("Accept-Language", "en"), "/dashboard")).toBe("de");
    // The browser has learnt it, for the pages that know nobody.
    expect(await languageOf(other, "/check-mail")).toBe("de");
    const { body } = await other.get("/api/me").expect(200);
    expect(body.user.language).toBe("de");
  });

  test("follows the browser where the account has chosen nothing, or a language that is gone", async () => {
    const client = await signedInClient(account);
    client.set("Accept-Language", "de");
    expect(await languageOf(client, "/dashboard")).toBe("de");
    await db.user.update({ where: { id: account.id }, data: { language: "tlh" } });
    expect(await languageOf(client, "/dashboard")).toBe("de");
  });
});

describe("POST /api/language", () => {
  test("answers JSON with the language", async () => {
    const { body } = await newClient().post("/api/language").send({ language: "de" }).expect(200);
    expect(body).toEqual({ language: "de" });
  });

  test.each(["fr", "DE", "", undefined])("refuses %j", async (language) => {
    expectInvalid(await newClient().post("/api/language").send({ language }), ["language"]);
  });

  test("leads nowhere else", async () => {
    for (const page of ["https://evil.test/", "//evil.test", "javascript:alert(1)"]) {
      const { headers } = await choose(newClient(), "de", page).expect(303);
      expect(headers.location).toBe("/");
    }
  });

  test("is refused from another site", async () => {
    const client = await signedInClient(account);
    const answer = await choose(client, "de").set("Origin", "https://evil.test");
    expectProblem(answer, 403, "cross_site");
    expect(await stored()).toEqual({ language: null });
  });

  test("changes an account sixty times an hour at most", async () => {
    const limit = limits.readingByAccount;
    const client = await signedInClient(account);
    await spendTries({ limit, subject: account.id }, limit.points);
    const answer = await client.post("/api/language").send({ language: "de" });
    expectProblem(answer, 429, "too_many_requests");
    expect(await stored()).toEqual({ language: null });
  });
});

describe("PATCH /api/me/language", () => {
  const both = async () =>
    db.user.findUnique({ where: { id: account.id }, select: { language: true, timeZone: true } });

  test("sets language and time zone, each alone or both, and takes them back", async () => {
    const client = await signedInClient(account);
    const patch = async (sent: object) =>
      (await client.patch("/api/me/language").send(sent).expect(200)).body;
    expect(await patch({ language: "de" })).toEqual({ language: "de", timeZone: null });
    const berlin = { language: "de", timeZone: "Europe/Berlin" };
    expect(await patch({ timeZone: "europe/berlin" })).toEqual(berlin);
    expect(await both()).toEqual(berlin);
    expect(await patch({})).toEqual(berlin);
    expect(await patch({ language: null, timeZone: null })).toEqual({
      language: null,
      timeZone: null,
    });
    expect(await both()).toEqual({ language: null, timeZone: null });
  });

  test("answers in the language that was set, or without one in the browser's", async () => {
    const client = await signedInClient(account);
    await client.patch("/api/me/language").send({ language: "de" }).expect(200);
    expect(await languageOf(client, "/settings/language")).toBe("de");
    const { body } = await client.patch("/api/me").send({ name: "" });
    expect(body).toMatchObject({
      code: "invalid",
      title: german("problemTitles.invalid"),
      detail: german("problems.invalid"),
      errors: [{ field: "name", message: german("fields.nameMissing") }],
    });
    await client.patch("/api/me/language").send({ language: null }).expect(200);
    expect(await languageOf(client, "/settings/language")).toBe("en");
    expect(await languageOf(client, "/check-mail")).toBe("en");
  });

  test("is recorded once per change, and not where nothing changes", async () => {
    const client = await signedInClient(account);
    for (const language of ["de", "de"]) {
      await client.patch("/api/me/language").send({ language }).expect(200);
    }
    expect(await eventNames(account.id)).toEqual(["authn_login_success", "user_updated:language"]);
    const { body } = await client.get("/api/me/export").expect(200);
    expect(body.account).toMatchObject({ language: "de", timeZone: null });
  });

  test.each([{ language: "fr" }, { language: 1 }, { timeZone: "Mars/Olympus" }, { timeZone: 1 }])(
    "refuses %j",
    async (sent) => {
      const answer = await (await signedInClient(account)).patch("/api/me/language").send(sent);
      expectInvalid(answer, Object.keys(sent));
    },
  );

  test("works as a form, whose notice is in the language just chosen", async () => {
    const client = await signedInClient(account);
    const post = (fields: object) =>
      client
        .post("/api/me/language")
        .type("form")
        .send({ _method: "PATCH", ...fields });
    const { headers } = await post({ language: "de", timeZone: "" }).expect(303);
    expect(headers.location).toBe("/settings/language");
    expect((await client.get("/settings/language")).text).toContain(
      german("notices.languageSaved"),
    );
    await post({ language: "de", timeZone: "Mars/Olympus" }).expect(303);
    const { text } = await client.get("/settings/language");
    expect(text).toContain(german("fields.timeZoneUnknown"));
  });

  test("is refused after sixty in an hour", async () => {
    const limit = limits.readingByAccount;
    await spendTries({ limit, subject: account.id }, limit.points);
    const answer = await (await signedInClient(account)).patch("/api/me/language").send({});
    expectProblem(answer, 429, "too_many_requests");
  });
});

describe("the language of a mail", () => {
  const forget = (email: string, acceptLanguage: string) =>
    newClient()
      .set("Accept-Language", acceptLanguage)
      .post("/api/account/forgot-password")
      .send({ email })
      .expect(202);

  test("is that of the sign-up, then and later", async () => {
    const email = newEmail();
    const fields = { name: "Ada", email, password: "seven quiet lanterns" };
    const client = newClient().set("Accept-Language", "de");
    await client.post("/api/account").send(fields).expect(202);
    const mail = await waitForMail(app.dataDir, email);
    expect(mail.subject).toBe(german("verifyEmailMail.subject"));
    expect(mail.html).toContain('<html lang="de">');
    await forget(email, "en");
    await waitForSubject(app.dataDir, email, german("resetPasswordMail.subject"));
  });

  test("is what the account's owner has chosen, whoever causes the mail", async () => {
    await db.user.update({ where: { id: account.id }, data: { language: "de" } });
    await forget(account.email, "en");
    const mail = await waitForMail(app.dataDir, account.email);
    expect(mail.subject).toBe(german("resetPasswordMail.subject"));
    expect(mail.text).toContain(german("mail.greetingByName", { name: account.name }));
  });

  test("is that of the request, where the account has chosen none", async () => {
    await forget(account.email, "de");
    const mail = await waitForMail(app.dataDir, account.email);
    expect(mail.subject).toBe(german("resetPasswordMail.subject"));
  });
});
