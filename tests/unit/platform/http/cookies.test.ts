import { brand } from "@/lib/platform/config/brand";
import { appendCookie, clearCookie, cookieName, setCookie } from "@/lib/platform/http/cookies";
import { withEnvironment } from "@/tests/support/app/isolated";
import { cookieLines, newResponse } from "@/tests/support/requests/messages";

const overHttps = () =>
  withEnvironment(
    { NEXTAUTH_URL: "https://accounts.example.com" },
    () => import("@/lib/platform/http/cookies"),
  );

test("over http a cookie has our name, and is out of reach of scripts and other sites [V3.3.2]", () => {
  const response = newResponse();
  setCookie(response, cookieName("session"), "value");
  expect(cookieLines(response)).toEqual([
    `${brand.cookiePrefix}.session=value; Path=/; HttpOnly; SameSite=Lax`,
  ]);
});

test("over https it is sent back over https only, and nobody else can plant it [V3.3.1 V12.2.1]", async () => {
  const https = await overHttps();
  const response = newResponse();
  https.setCookie(response, https.cookieName("session"), "value");
  // __Host- demands Secure, Path=/ and no Domain (RFC 6265bis, 4.1.3.2).
  expect(cookieLines(response)).toEqual([
    `__Host-${brand.cookiePrefix}.session=value; Path=/; HttpOnly; Secure; SameSite=Lax`,
  ]);
});

test("the session cookie is named for the scheme [V3.3.3]", async () => {
  const load = () => import("@/lib/web/session/cookies");
  expect((await load()).SESSION_COOKIE).toBe(`${brand.cookiePrefix}.session`);
  const https = await withEnvironment({ NEXTAUTH_URL: "https://accounts.example.com" }, load);
  expect(https.SESSION_COOKIE).toBe(`__Host-${brand.cookiePrefix}.session`);
  for (const { name, options } of Object.values(https.authCookies)) {
    expect(name.startsWith(`__Host-${brand.cookiePrefix}.`)).toBe(true);
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  }
});

test("a value cannot bring attributes or headers with it", () => {
  const response = newResponse();
  setCookie(response, "a", "1; Domain=evil.test\r\nX-Evil: 1");
  expect(cookieLines(response)).toEqual([
    "a=1%3B%20Domain%3Devil.test%0D%0AX-Evil%3A%201; Path=/; HttpOnly; SameSite=Lax",
  ]);
});

test("a lifetime can be given, and the flags stay", () => {
  const response = newResponse();
  setCookie(response, "a", "1", { maxAge: 60 });
  setCookie(response, "b", "2", { expires: new Date(0) });
  expect(cookieLines(response)).toEqual([
    "a=1; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
    "b=2; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax",
  ]);
});

test("the last cookie of a name is the one that is sent", () => {
  const response = newResponse();
  setCookie(response, "a", "first");
  setCookie(response, "ab", "other");
  setCookie(response, "a", "second");
  expect(cookieLines(response)).toEqual([
    expect.stringMatching(/^ab=other;/),
    expect.stringMatching(/^a=second;/),
  ]);
});

test("other cookies are kept", () => {
  const response = newResponse();
  response.setHeader("Set-Cookie", "theirs=1");
  appendCookie(response, "ours=2");
  expect(cookieLines(response)).toEqual(["theirs=1", "ours=2"]);
});

test("clearing a cookie empties it with the flags it was set with", () => {
  const response = newResponse();
  clearCookie(response, "a");
  expect(cookieLines(response)).toEqual(["a=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"]);
});
