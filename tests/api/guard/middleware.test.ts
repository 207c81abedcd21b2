import { basename } from "node:path";
import { pageAccess, pageFiles, routeOf } from "@/tests/support/app/routes";

type Matcher = string | { source: string; missing?: { type: string; key: string }[] };

async function matchers(): Promise<Matcher[]> {
  const { config } = await import("@/middleware.js");
  return config.matcher;
}

/** The session cookie's name where the app has that origin. */
async function sessionCookieAt(origin: string): Promise<string> {
  const before = process.env.NEXTAUTH_URL ?? "";
  process.env.NEXTAUTH_URL = origin;
  let name = "";
  try {
    await jest.isolateModulesAsync(async () => {
      name = (await import("@/lib/web/session/cookies")).SESSION_COOKIE;
    });
  } finally {
    process.env.NEXTAUTH_URL = before;
  }
  return name;
}

test("its cookie literals are the names of the session cookie", async () => {
  const names = [
    await sessionCookieAt("http://localhost:3000"),
    await sessionCookieAt("https://accounts.example.com"),
  ];
  expect(names).toEqual(["latchkey.session", "__Host-latchkey.session"]);
  const conditional = (await matchers()).filter((matcher) => typeof matcher !== "string");
  expect(conditional).not.toEqual([]);
  for (const { missing } of conditional) {
    expect(missing).toEqual(names.map((key) => ({ type: "cookie", key })));
  }
});

test("it matches every page that is not public, and nothing of the API", async () => {
  const sources = (await matchers()).map((one) => (typeof one === "string" ? one : one.source));
  // `/settings/:path*` stands for `/settings` and all below it.
  const section = (path: string) => path.split("/", 2).join("/");
  const wanted = new Set<string>();
  for (const file of pageFiles().filter((file) => !/^(_|404|500)/.test(basename(file)))) {
    if ((await pageAccess(file)) !== "public") wanted.add(section(routeOf(file)));
  }
  expect(sources.map(section).sort()).toEqual([...wanted].sort());
});
