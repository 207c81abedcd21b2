import { readFileSync } from "node:fs";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { protectedPages, protectedReads } from "@/tests/support/app/protected-routes";
import { attack } from "@/tests/support/attack/attack-request";
import { createAccount } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectOnSite, expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

/** Ways to write a path so that a gate may read another one than the page behind it. */
const SPELLINGS: [string, (path: string) => string][] = [
  ["in capitals", (path) => path.toUpperCase()],
  ["with a slash behind", (path) => `${path}/`],
  ["with two slashes behind", (path) => `${path}//`],
  ["with two slashes in front", (path) => `/${path}`],
  ["with a backslash in front", (path) => `/\\${path.slice(1)}`],
  ["with a backslash behind", (path) => `${path}\\`],
  ["behind a dot", (path) => `/.${path}`],
  ["behind two dots", (path) => `/x/..${path}`],
  ["behind an encoded dot", (path) => `/%2e${path}`],
  ["behind two encoded dots", (path) => `/x/%2e%2e${path}`],
  ["behind encoded dots and slash", (path) => `/x/..%2f${path.slice(1)}`],
  ["behind dots and a parameter", (path) => `/x/..;${path}`],
  ["below a public page", (path) => `/signin/..${path}`],
  ["below Next's own files", (path) => `/_next/static/../..${path}`],
  ["with an encoded letter", (path) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`],
  [
    "with a letter encoded twice",
    (path) => `/%25${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
  ],
  ["with an encoded slash behind", (path) => `${path}%2f`],
  ["with an encoded slash in front", (path) => `/%2f${path.slice(1)}`],
  ["with a NUL", (path) => `${path}%00`],
  ["with a percent sign", (path) => `${path}%`],
  ["with a byte that is no UTF-8", (path) => `${path}%ff`],
  ["with a parameter", (path) => `${path};x`],
  ["with a space", (path) => `${path}%20`],
  ["as JSON", (path) => `${path}.json`],
  ["as a component", (path) => `${path}.rsc`],
  ["as text", (path) => `${path}.txt`],
  ["as HTML", (path) => `${path}.html`],
  ["as an index", (path) => `${path}/index`],
  ["below a language", (path) => `/en${path}`],
  ["below the index", (path) => `/index${path}`],
  ["below /pages", (path) => `/pages${path}`],
  ["as a data request", (path) => `${path}?__nextDataReq=1`],
  ["with a fragment", (path) => `${path}#x`],
];

const REFUSED = [303, 307, 308, 400, 401, 403, 404, 405];

/** Asks for a path and gets no content: sent on within this site, or there is nothing to see. */
async function expectNothing(path: string, cookie?: string): Promise<void> {
  const { status, headers } = await attack({
    path,
    headers: { ...(cookie && { Cookie: cookie }) },
  });
  expect({ path, status, refused: REFUSED.includes(status) }).toEqual({
    path,
    status,
    refused: true,
  });
  if (headers.location) expectOnSite(headers.location);
}

describe.each(SPELLINGS)("a path %s", (_, spelled) => {
  test("32 shows nothing of any protected page [V8.2.1]", async () => {
    for (const page of protectedPages()) await expectNothing(spelled(page));
  });

  test("32 shows nothing of an administrator's page to a user [V8.2.1]", async () => {
    const { cookie } = await signInKeeping(await createAccount());
    await expectNothing(spelled("/admin"), cookie);
  });

  test("35 reads nothing of any protected API route [V8.2.1]", async () => {
    for (const route of protectedReads()) await expectNothing(spelled(route));
  });
});

test.each([
  "/api/./me",
  "/api//me",
  "/api/auth/../me",
  "/api/x/%2e%2e/me",
  "/api\\me",
  "/api/%6de",
])("35 %s reads nothing [V8.2.1]", (path) => expectNothing(path));

test("35 an encoded action of next-auth is the same action, for the same people [V8.2.1]", async () => {
  const { status, text } = await attack({ path: "/api/auth/%73ession" });
  expect({ status, text }).toEqual({ status: 200, text: "{}" });
});

test.each([
  "/.env",
  "/.env.local",
  "/.git/HEAD",
  "/.git/config",
  "/.next/BUILD_ID",
  `/.data/${DATABASE_FILE}`,
  "/prisma/schema/latchkey.prisma",
  `/prisma/${DATABASE_FILE}`,
  "/package.json",
  "/next.config.js",
  "/middleware.js",
  "/lib/platform/config/env.ts",
  "/_next/BUILD_ID",
  "/_next/server/middleware.js",
  "/_next/static/../server/pages-manifest.json",
  "/_next/static/%2e%2e/BUILD_ID",
  "/_next/static/..%2fBUILD_ID",
  "/_next/static/..%5cBUILD_ID",
  "/_next/static/chunks/../../../package.json",
  "/favicon.svg/../../package.json",
  "/public/favicon.svg",
])("39 %s is not served [V1.3.6 V13.2.4 V13.4.1 V13.4.3 V15.2.3]", async (path) => {
  const { status, headers } = await attack({ path });
  expect([308, 404]).toContain(status);
  if (status === 308) {
    expectOnSite(headers.location);
    expect((await attack({ path: String(headers.location) })).status).toBe(404);
  }
});

/** Next's own pages, under every spelling of the one that would cause an alarm. */
test.each([
  "/500",
  "/500?x=1",
  "/500/",
  "/%350%30",
  "/404",
  "/_error",
  "/_app",
  "/_document",
  "/not-an-address",
])("39 %s does not exist, and causes no server error [V13.4.4 V16.5.1]", async (path) => {
  const answer = await attack({ path });
  const { status } = answer.status === 308 ? await attack({ path: "/500" }) : answer;
  expect(status).toBe(404);
});

test("39 the data of Next's own error page does not exist, and causes no server error [V13.4.4 V16.5.1]", async () => {
  const build = readFileSync(".next/BUILD_ID", "utf8");
  expect((await attack({ path: `/_next/data/${build}/500.json` })).status).toBe(404);
});
