import { basename } from "node:path";
import type { RouteHas } from "next/dist/lib/load-custom-routes";
import { matchHas } from "next/dist/shared/lib/router/utils/prepare-destination";
import { brand } from "@/lib/platform/config/brand";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { productPages } from "@/product/tests/permissions";
import { pageAccess, pageFiles, routeOf } from "@/scripts/docs/routes";
import { withEnvironment } from "@/tests/support/app/isolated";
import { newClient } from "@/tests/support/requests/client";

type Matcher = string | { source: string; missing?: RouteHas[] };

async function matchers(): Promise<Matcher[]> {
  const { config } = await import("@/middleware.js");
  return config.matcher as Matcher[];
}

/** The Cookie headers of which the condition must know whether a session is among them. */
const COOKIES: [header: string | undefined, passes: boolean][] = [
  [undefined, false],
  ["", false],
  ["session=x", false],
  [`${brand.cookiePrefix}.session`, false],
  [`${brand.cookiePrefix}.session=`, false],
  [`${brand.cookiePrefix}.session=; a=b`, false],
  [`${brand.cookiePrefix}.session=x`, true],
  [`__Host-${brand.cookiePrefix}.session=x`, true],
  [`a=b; ${brand.cookiePrefix}.session=x`, true],
  [`a=b;${brand.cookiePrefix}.session=x`, true],
  [`${brand.cookiePrefix}.session=x; a=b`, true],
  [`${brand.cookiePrefix}.session.0=x`, false],
  [`${brand.cookiePrefix}.sessions=x`, false],
  [`${brand.cookiePrefix}.csrf-token=x; ${brand.cookiePrefix}.device=y`, false],
  ["a=b.session; c=d", false],
  // Another app's on the same host: the guard finds that it is none of ours.
  ["another.session=x", true],
];

test("the gate stops requests without a session cookie, whatever the app's name", async () => {
  const conditional = (await matchers()).filter((matcher) => typeof matcher !== "string");
  expect(conditional).not.toEqual([]);
  for (const { missing } of conditional) {
    for (const [cookie, passes] of COOKIES) {
      const request = { headers: { cookie } } as unknown as Parameters<typeof matchHas>[0];
      expect([cookie, !matchHas(request, {}, [], missing)]).toEqual([cookie, passes]);
    }
  }
});

test("the session cookie's names over http and https count as one", async () => {
  for (const origin of ["http://localhost:3000", "https://accounts.example.com"]) {
    const { SESSION_COOKIE } = await withEnvironment(
      { NEXTAUTH_URL: origin },
      () => import("@/lib/web/session/cookies"),
    );
    expect(SESSION_COOKIE).toMatch(/^[^=; ]+\.session$/);
  }
});

const SIGN_IN = /^\/signin\?callbackUrl=%2Fdashboard$/;

test("without a session cookie the gate redirects to the form, with one the guard does", async () => {
  const gate = await newClient().get("/dashboard").set("Cookie", "theme=dark");
  expect(gate.headers.location).toMatch(SIGN_IN);
  expect(gate.headers["x-middleware-cache"]).toBe("no-cache");
  for (const cookie of [`${SESSION_COOKIE}=x`, "another.session=x"]) {
    const guard = await newClient().get("/dashboard").set("Cookie", cookie);
    expect(guard.headers.location).toMatch(SIGN_IN);
    expect(guard.headers["x-middleware-cache"]).toBeUndefined();
  }
});

test("it covers every page that is not public, and no API route", async () => {
  const sources = (await matchers()).map((one) => (typeof one === "string" ? one : one.source));
  // `/settings/:path*` stands for `/settings` and all below it, `/:page(signin|signup)` for both.
  const section = (path: string) => path.split("/", 2).join("/");
  const sections = sources.flatMap((source) => {
    const names = /^\/:page\(([^)]+)\)/.exec(source)?.[1];
    return names ? names.split("|").map((name) => `/${name}`) : section(source);
  });
  // A product may spare itself the line: its pages have their guards.
  const products = new Set(Object.keys(productPages).map(section));
  const wanted = new Set<string>();
  for (const file of pageFiles().filter((file) => !/^(_|404|500)/.test(basename(file)))) {
    if (pageAccess(file) !== "public") wanted.add(section(routeOf(file)));
  }
  const ours = (sections: Iterable<string>) =>
    [...sections].filter((name) => !products.has(name)).sort();
  expect(ours(sections)).toEqual(ours(wanted));
});
