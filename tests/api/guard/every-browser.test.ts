import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { en } from "@/lib/platform/texts/en";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { KINDS, type Open, PlainBrowser } from "@/tests/support/requests/plain-browser";

const SIGN_IN = "/api/auth/callback/credentials";

afterAll(expectQuietLog);

/** The texts of a page, as a reader sees them. */
const read = ({ text }: Open) =>
  text
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'");

describe.each(KINDS)("in $name", (kind) => {
  test("somebody signs up, confirms, signs in, renames themselves and signs out", async () => {
    const browser = new PlainBrowser(kind);
    const [email, password] = [newEmail(), `correct horse ${randomUUID()}`];
    let page = await browser.open("/signup");
    page = await browser.submit(page, "/api/account", { name: "Ada", email, password: "short" });
    expect(page.url.pathname).toBe("/signup");
    expect(page.text).toContain(email);
    page = await browser.submit(page, "/api/account", { name: "Ada", email, password });
    expect(page.url.pathname).toBe("/check-mail");

    const [link = ""] = linksIn(await waitForMail(app.dataDir, email));
    page = await browser.open(link);
    page = await browser.submit(page, "/api/account/verify-email", {});
    expect(await db.user.count({ where: { email, emailVerified: { not: null } } })).toBe(1);

    page = await browser.open("/settings");
    expect(page.url.href).toContain("/signin?callbackUrl=");
    page = await browser.submit(page, SIGN_IN, { email, password: "wrong" });
    expect(page.url.pathname).toBe("/signin");
    page = await browser.submit(page, SIGN_IN, { email, password });
    expect(page.url.pathname).toBe("/settings");
    page = await browser.submit(page, "/api/me", { name: "Ada King" });
    expect(page.text).toContain('value="Ada King"');

    page = await browser.submit(page, "/api/auth/signout", {});
    expect((await browser.open("/settings")).url.pathname).toBe("/signin");
  });

  test("somebody sets a new password by a mailed link", async () => {
    const { email } = await createAccount();
    const browser = new PlainBrowser(kind);
    let page = await browser.open("/forgot-password");
    await browser.submit(page, "/api/account/forgot-password", { email });
    const [link = ""] = linksIn(await waitForMail(app.dataDir, email));
    const password = `correct horse ${randomUUID()}`;
    page = await browser.open(link);
    await browser.submit(page, "/api/account/reset-password", { password });
    page = await browser.open("/signin");
    page = await browser.submit(page, SIGN_IN, { email, password });
    expect(page.url.pathname).toBe("/dashboard");
  });

  test("an administrator disables an account", async () => {
    const [admin, { id }] = [await createAccount({ role: "admin" }), await createAccount()];
    const browser = new PlainBrowser(kind);
    let page = await browser.open(`/admin/users/${id}/disable`);
    page = await browser.submit(page, SIGN_IN, { email: admin.email, password: admin.password });
    page = await browser.submit(page, `/api/admin/users/${id}`, {});
    expect(page.url.pathname).toBe(`/admin/users/${id}`);
    expect(await db.user.count({ where: { id, disabledAt: { not: null } } })).toBe(1);
  });

  test("the language is switched, on a page with a query too", async () => {
    const browser = new PlainBrowser(kind);
    const page = await browser.open("/signin?callbackUrl=%2Fsettings");
    const after = await browser.submit(page, "/api/language", { language: "de" });
    expect(after.text).toContain('<html lang="de"');
  });

  test("a browser that blocks cookies is told so, and still shown what is wrong", async () => {
    const { email, password } = await createAccount();
    const browser = new PlainBrowser(kind, { keepsCookies: false });
    let page = await browser.open("/signin?callbackUrl=%2Fsettings");
    page = await browser.submit(page, SIGN_IN, { email, password });
    expect(read(page)).toContain(en.details.cookiesMissing);
    expect(page.url.href).toContain("callbackUrl=%2Fsettings");
    expect(page.text).toContain(email);
    expect(decodeURIComponent(page.url.href)).not.toContain(email);

    page = await browser.open("/signin/mail");
    page = await browser.submit(page, "/api/account/sign-in-mail", { email });
    expect(read(page)).toContain(en.details.cookiesMissing);
    expect(page.text).toContain(email);

    page = await browser.open("/signup");
    page = await browser.submit(page, "/api/account", { name: "Ada", email, password: "short" });
    expect(page.url.pathname).toBe("/signup");
    expect(page.text).toContain('value="Ada"');
    expect(page.text).toMatch(/role="alert"|aria-invalid="true"/);
  });

  test.each(["/", "/signin?callbackUrl=%2Fsettings", "/no-such-page", "/docs/api"])(
    "the footer's language switch says on %s that it needs cookies, each time it is pressed",
    async (path) => {
      const browser = new PlainBrowser(kind, { keepsCookies: false });
      let page = await browser.open(path);
      expect(read(page)).not.toContain(en.details.languageNotKept);
      for (let press = 1; press <= 2; press++) {
        page = await browser.submit(page, "/api/language", { language: "de" });
        expect(read(page)).toContain(en.details.languageNotKept);
        expect(page.text).toContain('<html lang="en"');
        const { pathname, searchParams } = page.url;
        expect(pathname).toBe(new URL(path, app.url).pathname);
        expect(searchParams.getAll("flash")).toHaveLength(1);
        searchParams.delete("flash");
        expect(String(searchParams)).toBe(String(new URL(path, app.url).searchParams));
      }
    },
  );

  test("at another name of this machine, somebody signs in and stays there", async () => {
    const { port } = new URL(app.url);
    const origin = `http://127.0.0.1:${port}`;
    const { email, password } = await createAccount();
    const browser = new PlainBrowser(kind, { origin });
    let page = await browser.open("/dashboard");
    expect(page.url.href).toBe(`${origin}/signin?callbackUrl=%2Fdashboard`);
    page = await browser.submit(page, SIGN_IN, { email, password });
    expect(page.url.href).toBe(`${origin}/dashboard`);
  });
});

describe("a form without a page to go back to", () => {
  const post = (path: string, headers: Record<string, string>) =>
    attack({
      method: "POST",
      path,
      headers: {
        Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Content-Type": "application/x-www-form-urlencoded",
        ...headers,
      },
      chunks: ["name=Eve"],
    });

  test.each([
    ["of another site", "/api/account", { Origin: "https://evil.test" }, 403],
    ["of another site, to next-auth", SIGN_IN, { "Sec-Fetch-Site": "cross-site" }, 403],
    ["to a method without a form", "/api/health/live", { "Sec-Fetch-Site": "same-origin" }, 405],
    ["to nowhere", "/api/nowhere", { "Sec-Fetch-Site": "same-origin" }, 404],
  ])("22 %s is refused by a page, not by JSON [V3.5.1]", async (_, path, headers, status) => {
    const answer = await post(path, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(answer.headers).not.toHaveProperty("set-cookie");
    expect(answer.text).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*<h1>.+<\/h1>/);
  });
});

describe("a page fetched ahead", () => {
  const AHEAD = [
    { "Sec-Purpose": "prefetch" },
    { "Sec-Purpose": "prefetch;prerender" },
    { Purpose: "prefetch" },
    { "X-Moz": "prefetch" },
  ];

  test.each(AHEAD)("with %j does not use up the reader's message", async (ahead) => {
    const client = newClient(app.url, { fault: true });
    await client.post("/api/account").type("form").send({ name: "Ada" }).expect(303);
    await client.get("/signup").set(ahead).expect(503);
    const { text } = await client.get("/signup").expect(200);
    expect(text).toContain('aria-invalid="true"');
    await client.get("/signup").set(ahead).expect(200);
  });
});
