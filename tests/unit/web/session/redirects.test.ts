import { env } from "@/lib/platform/config/env";
import { afterSignIn, sameOriginPath } from "@/lib/web/session/redirects";

const HERE = env.NEXTAUTH_URL;

test.each([
  ["/dashboard", "/dashboard"],
  ["/admin?q=ada&page=2#list", "/admin?q=ada&page=2#list"],
  ["dashboard", "/dashboard"],
  ["?tab=2", "/?tab=2"],
  ["", "/"],
  [`${HERE}/settings?a=b`, "/settings?a=b"],
  [HERE, "/"],
  ["/a/../dashboard", "/dashboard"],
  ["/../../dashboard", "/dashboard"],
  ["/a b", "/a%20b"],
  ["/ümläut", "/%C3%BCml%C3%A4ut"],
  ["/next?url=https://evil.test", "/next?url=https://evil.test"],
  ["/dash\r\nSet-Cookie: a=b", "/dashSet-Cookie:%20a=b"],
])("%j stays, as %s", (wanted, path) => {
  expect(sameOriginPath(wanted, "/fallback")).toBe(path);
});

test.each([
  ["another site", "https://evil.test/"],
  ["another site without a scheme", "//evil.test"],
  ["three slashes", "///evil.test"],
  ["a backslash", "/\\evil.test"],
  ["two backslashes", "\\\\evil.test"],
  ["slash and backslash with a tab between", "/\t\\evil.test"],
  ["a tab between the slashes", "/\t/evil.test"],
  ["line breaks between the slashes", "\r/\n/evil.test"],
  ["a space in front", " //evil.test"],
  ["a scheme without slashes", "https:evil.test"],
  ["this host with another scheme", HERE.replace("http:", "https:")],
  ["this host on another port", `${HERE}1/`],
  ["this host as a label of another", `${HERE.replace(/:\d+$/, "")}.evil.test/`],
  ["this host as a user name", `http://${new URL(HERE).host}@evil.test/`],
  ["a user name at this host", `http://eve@${new URL(HERE).host}/dashboard`],
  ["two slashes behind this host", `${HERE}//evil.test`],
  ["two slashes behind a dot", "/.//evil.test"],
  ["two slashes behind two dots", "/a/..//evil.test"],
  ["two slashes behind an encoded dot", "/%2e//evil.test"],
  ["a script", "javascript:alert(1)"],
  ["a script with a tab in its scheme", "java\tscript:alert(1)"],
  ["a script in capitals", "JAVASCRIPT:alert(1)"],
  ["data", "data:text/html,<script>alert(1)</script>"],
  ["a file", "file:///etc/passwd"],
  ["mail", "mailto:eve@evil.test"],
  ["a blob of this origin", `blob:${HERE}/dashboard`],
  ["a malformed URL", "http://"],
  ["a malformed port", "http://localhost:port/"],
  ["a malformed IPv6 address", "//[::1"],
  ["a route of next-auth", "/api/auth/error?error=CredentialsSignin"],
  ["all of them", `${HERE}/api/auth`],
  ["one behind dots", "/a/../api/auth/signout?csrf=true"],
  ["more than 2048 characters", `/${"a".repeat(2048)}`],
  ["nothing", undefined],
  ["null", null],
  ["a number", 42],
  ["a list", ["/dashboard"]],
  ["an object", { toString: () => "/dashboard" }],
])("%s falls back [V1.1.1]", (_what, wanted) => {
  expect(sameOriginPath(wanted, "/fallback")).toBe("/fallback");
});

test("2048 characters are accepted", () => {
  const path = `/${"a".repeat(2047)}`;
  expect(sameOriginPath(path, "/fallback")).toBe(path);
});

describe("after signing in", () => {
  test.each([
    ["/settings?tab=1", "/settings?tab=1"],
    ["/signing-off", "/signing-off"],
    ["/", "/"],
  ])("%s is where it goes", (wanted, path) => {
    expect(afterSignIn(wanted)).toBe(path);
  });

  test.each([
    undefined,
    "//evil.test",
    "/signin",
    "/signin/",
    "/signin?callbackUrl=/signin",
    "/signup#form",
    "/a/../signin",
    `${HERE}/signin`,
  ])("%j becomes the dashboard", (wanted) => {
    expect(afterSignIn(wanted)).toBe("/dashboard");
  });
});
