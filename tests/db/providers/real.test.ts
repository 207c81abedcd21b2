import { db } from "@/lib/platform/db/client";
import { newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { startOwnServer } from "@/tests/support/providers/own-server";
import {
  oidcVariables,
  type RunningProvider,
  startReal,
} from "@/tests/support/providers/providers";
import { throughReal } from "@/tests/support/providers/real-user";
import { press } from "@/tests/support/providers/way";
import { newClient } from "@/tests/support/requests/client";

/* A real OpenID Provider (oidc-provider), whose pages are gone through as by a browser without scripts. */

let provider: RunningProvider;
let app: Awaited<ReturnType<typeof startOwnServer>>;

beforeAll(async () => {
  const port = await freePort();
  Object.assign(process.env, oidcVariables(1, `http://localhost:${port}`));
  app = await startOwnServer();
  // What next-auth tells it is NEXTAUTH_URL; where it posts to is where this server listens.
  provider = await startReal(port, String(process.env.NEXTAUTH_URL), app.url);
}, START_MS);

afterAll(async () => {
  await provider?.stop();
  await app?.stop();
});

test("a new person signs in, returns, authenticates again and is signed out by it", async () => {
  const email = newEmail();
  const there = new Map<string, string>();
  const browser = newClient(app.url);
  const go = async (fields: Record<string, string> = {}) => {
    const { to } = await press(browser, "oidc-1", fields);
    const { path, asked } = await throughReal(there, to, email);
    const back = await browser.get(path).redirects(0);
    return { asked, location: back.headers.location };
  };

  expect(await go()).toEqual({ asked: ["login", "consent"], location: "/dashboard" });
  const { user } = (await browser.get("/api/me").expect(200)).body;
  expect(user).toMatchObject({ email, name: "Grace Hopper" });
  const first = await db.session.findFirstOrThrow({ where: { userId: user.id } });
  expect(first.providerSid).toMatch(/^http:\/\/localhost:\d+ \S{10,}$/);

  // Known there: it asks nothing.
  expect(await go({ callbackUrl: "/settings" })).toEqual({ asked: [], location: "/settings" });
  expect(await db.user.count({ where: { email } })).toBe(1);

  const hourAgo = new Date(Date.now() - 3_600_000);
  await db.session.updateMany({ where: { userId: user.id }, data: { authenticatedAt: hourAgo } });
  const again = await go({ purpose: "reauthenticate", callbackUrl: "/settings/account" });
  expect(again).toEqual({ asked: ["login"], location: "/settings/account" });
  const { session } = (await browser.get("/api/me").expect(200)).body;
  expect(Date.parse(session.authenticatedAt)).toBeGreaterThan(Date.now() - 60_000);

  // Its page of sign-out asks, by a form.
  const end = `${provider.origin}/session/end`;
  const cookie = () => [...there].map(([name, value]) => `${name}=${value}`).join("; ");
  const page = await fetch(end, { headers: { Cookie: cookie() } });
  for (const line of page.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    there.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
  const [, xsrf = ""] = /name="xsrf" value="(\w+)"/.exec(await page.text()) ?? [];
  await fetch(`${end}/confirm`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie() },
    body: new URLSearchParams({ xsrf, logout: "yes" }),
  });
  await browser.get("/api/me").expect(401);
});
