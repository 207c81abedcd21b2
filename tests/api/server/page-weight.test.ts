import { gzipSync } from "node:zlib";
import { createAccount } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/** What a page may send of JavaScript, compressed. */
const FORM_LIMIT = 3 * 1024;
/** React, Next's client and the bundler's runtime are 116 kB of it; see decision 036. */
const PAGE_LIMIT = 150_000;

const FORMS = [
  "/",
  "/signin",
  "/signup",
  "/check-mail",
  "/forgot-password",
  "/reset-password?token=x",
  "/link/verify?token=x",
  "/link/sign-up?token=x",
  "/signup/address",
];
const FORMS_SIGNED_IN = ["/reauthenticate", "/first-admin?token=x", "/other-account"];

let cookie = "";

beforeAll(async () => {
  ({ cookie } = await signInKeeping(await createAccount({ role: "admin" })));
});

afterAll(expectQuietLog);

/** The scripts a page names, by address, and what each weighs. */
async function scriptsOf(path: string, headers: Record<string, string> = {}) {
  const client = newClient();
  const { text } = await client.get(path).set(headers).expect(200);
  const sources = [...text.matchAll(/<script\b[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => src ?? "");
  const weights = await Promise.all(
    sources.map(async (source) => {
      const { body, text } = await client.get(source).expect(200);
      return gzipSync(text ?? body).length;
    }),
  );
  return { text, sources, weight: weights.reduce((sum, weight) => sum + weight, 0) };
}

test.each([
  ...FORMS.map((path): [string, boolean] => [path, false]),
  ...FORMS_SIGNED_IN.map((path): [string, boolean] => [path, true]),
])("%s sends no framework, only the script of the forms", async (path, signedIn) => {
  const { text, sources, weight } = await scriptsOf(path, signedIn ? { Cookie: cookie } : {});
  expect(sources).toEqual([expect.stringMatching(/^\/forms\.js\?v=[0-9a-f]{12}$/)]);
  expect(text).not.toContain("__NEXT_DATA__");
  expect(weight).toBeLessThanOrEqual(FORM_LIMIT);
});

const PAGES = [
  "/dashboard",
  "/settings",
  "/settings/security",
  "/settings/sessions",
  "/settings/tokens",
  "/organisations",
  "/admin",
  "/admin/events",
  "/admin/figures",
];

test.each(PAGES)("%s sends little more than its framework", async (path) => {
  const { text, weight } = await scriptsOf(path, { Cookie: cookie });
  expect(text).toContain("__NEXT_DATA__");
  expect(weight).toBeLessThanOrEqual(PAGE_LIMIT);
});

test("no page that knows its reader loads next-auth's client", async () => {
  for (const path of ["/dashboard", "/admin"]) {
    const { sources } = await scriptsOf(path, { Cookie: cookie });
    for (const source of sources) {
      const { text, body } = await newClient().get(source).expect(200);
      expect(String(text ?? body)).not.toContain("CLIENT_SESSION_ERROR");
    }
  }
});

test("the scripts of the forms are kept by browsers until they change", async () => {
  const { text, sources } = await scriptsOf("/signup");
  const [meter = ""] = /\/password-strength\.js\?v=[0-9a-f]{12}/.exec(text) ?? [];
  for (const source of [...sources, meter]) {
    const { headers } = await newClient().get(source).expect(200);
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  }
});
