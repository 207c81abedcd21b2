import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { protectedPages, protectedReads } from "@/tests/support/app/protected-routes";
import { attack, attackBytes } from "@/tests/support/attack/attack-request";
import { createAccount } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectOnSite, expectQuietLog } from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";

const BUILD = readFileSync(".next/BUILD_ID", "utf8");

let userCookie: string;

beforeAll(async () => {
  ({ cookie: userCookie } = await signInKeeping(await createAccount()));
});

afterAll(expectQuietLog);

describe("the data of a protected page, requested without the page,", () => {
  test.each<[string, (page: string) => string]>([
    ["as the router does", (page) => `/_next/data/${BUILD}${page}.json`],
    ["with a query", (page) => `/_next/data/${BUILD}${page}.json?callbackUrl=%2F`],
    ["with a language", (page) => `/_next/data/${BUILD}/en${page}.json`],
    ["with two slashes", (page) => `/_next/data/${BUILD}/${page}.json`],
    ["with a slash behind", (page) => `/_next/data/${BUILD}${page}.json/`],
    ["of another build", (page) => `/_next/data/x${page}.json`],
    ["of no build", (page) => `/_next/data/${page}.json`],
    ["behind dots", (page) => `/_next/data/${BUILD}/x/..${page}.json`],
    ["with an encoded letter", (page) => `/_next/data/${BUILD}${page.replace("s", "%73")}.json`],
    ["with broken escapes", (page) => `/_next/data/${BUILD}${page}%ff.json`],
    ["by the query alone", (page) => `${page}?__nextDataReq=1`],
  ])("33 %s, has no props for a visitor [V8.2.1]", async (_, addressOf) => {
    for (const page of protectedPages()) {
      for (const headers of [{}, { "x-nextjs-data": "1" }]) {
        const answer = await attack({ path: addressOf(page), headers });
        if (answer.headers.location) expectOnSite(answer.headers.location);
        const to = answer.headers["x-nextjs-redirect"];
        if (to) expectOnSite(to);
        expect([200, 307, 308, 404]).toContain(answer.status);
        // 200 is how the router is told to go elsewhere.
        if (answer.status === 200) expect(answer.text).toMatch(/^\{"pageProps":\{"__N_REDIRECT":/);
      }
    }
  });

  // Next answers this by itself before it looks at headers(): it must hold nothing worth guarding.
  test("33 without its extension, is the page for what does not exist [V8.2.1]", async () => {
    const nothing = readFileSync(".next/server/pages/404.json", "utf8");
    for (const page of protectedPages()) {
      const { status, text } = await raw("GET", `/_next/data/${BUILD}${page}`);
      expect({ status, text }).toEqual({ status: 404, text: nothing });
    }
  });

  test("33 for an administrators' page, has no props for a user [V8.2.1]", async () => {
    const path = `/_next/data/${BUILD}/admin.json`;
    for (const extra of [{}, { "x-nextjs-data": "1" }]) {
      const { text } = await attack({ path, headers: { ...extra, Cookie: userCookie } });
      expect(text).not.toContain('"users"');
    }
  });
});

/** What Next tells itself by headers, and what proxies tell other servers. */
const INTERNAL: [string, string][] = [
  ...[1, 2, 3, 4, 5].flatMap((times): [string, string][] =>
    ["middleware", "src/middleware", "pages/_middleware"].map((name) => [
      "x-middleware-subrequest",
      Array(times).fill(name).join(":"),
    ]),
  ),
  ["x-middleware-prefetch", "1"],
  ["x-middleware-invoke", "1"],
  ["x-middleware-next", "1"],
  ["x-middleware-rewrite", "/signin"],
  ["x-middleware-override-headers", "cookie"],
  ["x-middleware-set-cookie", `${SESSION_COOKIE}=x`],
  ["x-invoke-path", "/signin"],
  ["x-invoke-status", "200"],
  ["x-invoke-query", "%7B%7D"],
  ["x-invoke-output", "/signin"],
  ["x-matched-path", "/signin"],
  ["x-now-route-matches", "1"],
  ["x-nextjs-rewrite", "/signin"],
  ["x-nextjs-rewritten-path", "/signin"],
  ["x-original-url", "/signin"],
  ["x-rewrite-url", "/signin"],
  ["x-prerender-revalidate", "x"],
  ["x-vercel-id", "x"],
  ["purpose", "prefetch"],
];

test.each(INTERNAL)("34 with %s: %s a visitor sees no more [V8.3.1]", async (name, value) => {
  for (const path of [...protectedPages(), ...protectedReads()]) {
    const plain = await attack({ path });
    const answer = await attack({ path, headers: { [name]: value } });
    const nothing = answer.status === 404 && answer.headers.location === undefined;
    // Prefetching middleware answers with nothing at all.
    if (name === "x-middleware-prefetch" && nothing) continue;
    expect({ path, status: answer.status, location: answer.headers.location }).toEqual({
      path,
      status: plain.status,
      location: plain.headers.location,
    });
  }
  const { status } = await attack({
    path: "/admin",
    headers: { [name]: value, Cookie: userCookie },
  });
  expect([307, 403, 404]).toContain(status);
});

/** A server next door that notes who comes. @returns its origin, its visitors, and how to stop it */
async function neighbour() {
  const visits: string[] = [];
  const server = createServer((req, res) => {
    visits.push(`${req.method} ${req.url}`);
    res.end("<svg/>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    visits,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe("the app makes no request of its own", () => {
  let other: Awaited<ReturnType<typeof neighbour>>;

  beforeAll(async () => {
    other = await neighbour();
  });

  afterEach(() => expect(other.visits).toEqual([]));
  afterAll(() => other.stop());

  test.each([
    "/favicon.svg",
    "/dashboard",
    "/_next/image?url=%2Ffavicon.svg&w=64&q=75",
    "http://OTHER/x.svg",
    "//OTHER/x.svg",
    "/\\OTHER/x.svg",
    "file:///etc/passwd",
    "data:image/svg+xml,<svg/>",
    "",
  ])("38 the image optimiser is off for %s [V1.3.6 V13.2.4 V13.2.5]", async (url) => {
    const wanted = encodeURIComponent(url.replace("OTHER", other.host));
    for (const query of [`url=${wanted}&w=64&q=75`, `url=${wanted}&w=1e9&q=-1`, `url=${wanted}`]) {
      expect((await attack({ path: `/_next/image?${query}` })).status).toBe(404);
    }
  });

  test.each(["/", "/api/me", "/dashboard", "/nowhere", "/_next/hmr", "/_next/webpack-hmr", "/ws"])(
    "39 an upgrade of %s is ignored, and its connection is closed [V1.3.6 V13.2.4 V13.4.1 V13.4.3 V15.2.3]",
    async (path) => {
      const plain = await attack({ path });
      for (const target of [path, `http://${other.host}${path}`]) {
        for (const protocol of ["websocket", "h2c", "TLS/1.3"]) {
          const answer = await attack({
            path: target,
            headers: {
              Connection: "Upgrade",
              Upgrade: protocol,
              "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version": "13",
            },
          });
          expect(answer.status).toBe(plain.status);
        }
      }
    },
  );

  test("39 CONNECT is closed without an answer [V1.3.6 V13.2.4 V13.4.1 V13.4.3 V15.2.3]", async () => {
    const request = `CONNECT ${other.host} HTTP/1.1\r\nHost: ${other.host}\r\n\r\nGET / HTTP/1.1\r\n\r\n`;
    expect(await attackBytes(request)).toEqual([]);
  });
});

test("87 Next never sees thousands of parameters, which it would compare with each other", async () => {
  const read = async (before: number) => {
    const path = `/signin?${"a=&".repeat(before)}callbackUrl=%2Fsettings`;
    return (await attack({ path })).text.includes('name="callbackUrl" value="/settings"');
  };
  expect(await read(249)).toBe(true);
  expect(await read(250)).toBe(false);
});
