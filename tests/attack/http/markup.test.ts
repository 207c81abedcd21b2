import { db } from "@/lib/platform/db/client";
import { pageFiles, routeOf } from "@/scripts/docs/routes";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectOnSite, expectQuietLog } from "@/tests/support/requests/expectations";
import { shown } from "@/tests/support/requests/shown";
import { englishInPage } from "@/tests/support/texts";

/** What some browser, template or formatter would run or fill in. */
const MARKUP = [
  "<script>alert(1)</script>",
  '"><svg onload=alert(1)>',
  "'><img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "<!--<script>",
  "{{7*7}} #{7*7} <%= 7*7 %>",
  "%s %n %d %x",
  "javascript:alert(1)",
  '"\'`;DROP TABLE "User";--',
  "=cmd|' /C calc'!A0",
  "&lt;script&gt;",
  "李小龍 🚀 é",
];

/** A tag as a browser reads it: quotes hide what stands between them. */
const TAG = /<[a-z!/](?:"[^"]*"|'[^']*'|[^'">])*>/gi;

/** No page of ours has an image, a script but the files of ours, an address with a scheme, or a handler. */
const FOREIGN =
  /^<img|^<script(?! src="\/_next\/| defer="" src="\/forms\.js\?)|\s(href|src|action)="(?!["/#?])/i;
const HANDLER = /\son[a-z]+=/i;

const isAlive = (tag: string) =>
  FOREIGN.test(tag) || HANDLER.test(tag.replaceAll(/"[^"]*"|'[^']*'/g, ""));

/** Nothing of what was typed has become an element, an attribute or a sum. */
function expectInert(html: string): void {
  const page = shown(html);
  expect(page.match(TAG)?.filter(isAlive) ?? []).toEqual([]);
  expect(page.includes("49 49")).toBe(false);
}

const pages = () =>
  pageFiles()
    .map(routeOf)
    .filter((route) => !/^\/(_|404|500)|\[/.test(route));

afterAll(expectQuietLog);

test("48 markup in a query and in a path is inert on every page [V1.2.1 V1.3.7 V1.3.10]", async () => {
  const { cookie } = await signInKeeping(await createAccount({ role: "admin" }));
  const markup = MARKUP.join(" ");
  const names = ["error", "callbackUrl", "token", "email", "q", "page", "account", "notice"];
  const query = new URLSearchParams(names.map((name) => [name, markup]));
  for (const page of pages()) {
    for (const headers of [{}, { Cookie: cookie }]) {
      const { text, headers: answered } = await attack({ path: `${page}?${query}`, headers });
      expectInert(text);
      if (answered.location) expectOnSite(answered.location);
    }
  }
  expectInert((await attack({ path: `/${encodeURIComponent(markup)}` })).text);
});

/** Where names are shown. */
const NAMED = ["/", "/dashboard", "/settings", "/admin", "/admin/events", "/admin/users/ID"];

describe.each(MARKUP)("%s", (markup) => {
  test("48 in an error code is looked up, not shown [V1.2.1 V1.3.7 V1.3.10]", async () => {
    const query = `error=${encodeURIComponent(markup)}`;
    const { status, headers } = await attack({ path: `/api/auth/error?${query}` });
    expect(status).toBe(303);
    expectOnSite(headers.location);
    const { text } = await attack({ path: `/signin?${query}` });
    expect(shown(text)).toContain(englishInPage("details.signInFailed"));
    expect(shown(text)).not.toContain(markup);
  });

  test("48 in a name is kept as it is, and inert on pages and in mail [V1.2.1 V1.3.7 V1.3.10]", async () => {
    const account = await createAccount({ role: "admin" });
    const { client, cookie } = await signInKeeping(account);
    await client.patch("/api/me").send({ name: markup }).expect(200);
    const stored = await db.user.findUnique({ where: { id: account.id } });
    expect(stored?.name).toBe(markup.normalize("NFC"));
    for (const page of NAMED) {
      const path = page.replace("ID", account.id);
      const { text } = await attack({ path, headers: { Cookie: cookie } });
      expectInert(text);
    }
    const { text: json, headers } = await attack({ path: "/api/me", headers: { Cookie: cookie } });
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.parse(json).user.name).toBe(markup.normalize("NFC"));

    await newClient().post("/api/account/forgot-password").send({ email: account.email });
    const reset = await waitForMail(app.dataDir, account.email);
    expect(reset.html).not.toMatch(/<(svg|img|script|!--)/i);
    expect(reset.text).toContain(`Hello ${markup.normalize("NFC")},`);
    for (const link of linksIn(reset)) expect(new URL(link).origin).toBe(app.url);
  });

  test("48 in a stranger's name is left out of mail to an address they do not own [V1.2.1 V1.3.7 V1.3.10]", async () => {
    const email = newEmail();
    const password = "seven lemons on the harbour wall";
    await newClient().post("/api/account").send({ name: markup, email, password }).expect(202);
    const { text, html, to } = await waitForMail(app.dataDir, email);
    expect(`${text}${html}`).not.toContain(markup);
    expect(to).toEqual([{ address: email, name: "" }]);
  });
});
