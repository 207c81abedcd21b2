import { createHash } from "node:crypto";
import { env } from "@/lib/platform/config/env";
import { CSRF_COOKIE } from "@/lib/web/session/cookies";
import { isCsrfToken, issueCsrfToken, newCsrfToken } from "@/lib/web/session/csrf";
import {
  cookieLines,
  cookieValue,
  newRequest,
  newResponse,
} from "@/tests/support/requests/messages";
// The very function that judges a post; next-auth does not export it.
import { createCSRFToken } from "../../../../node_modules/next-auth/core/lib/csrf-token";

type Judged = Parameters<typeof createCSRFToken>[0];

/** Whether next-auth takes a post with this cookie and this hidden field. */
const nextAuthTakes = (cookieValue: string | undefined, bodyValue: string) =>
  createCSRFToken({
    options: { secret: env.NEXTAUTH_SECRET },
    cookieValue,
    isPost: true,
    bodyValue,
  } as Judged).csrfTokenVerified;

const withCookie = (cookie: string) => newRequest({ cookies: { [CSRF_COOKIE]: cookie } });
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("a fresh browser gets a token and, with the same page, the matching cookie", () => {
  const response = newResponse();
  const token = issueCsrfToken(newRequest(), response);
  const cookie = cookieValue(response, CSRF_COOKIE);
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(nextAuthTakes(cookie, token)).toBe(true);
  expect(cookieLines(response)).toEqual([
    expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
});

test("two forms on one page carry the same token", () => {
  const [request, response] = [newRequest(), newResponse()];
  const first = issueCsrfToken(request, response);
  expect(issueCsrfToken(request, response)).toBe(first);
  expect(cookieLines(response)).toHaveLength(1);
});

test("a browser that has a cookie keeps it", () => {
  const { token, cookie } = newCsrfToken();
  const response = newResponse();
  expect(issueCsrfToken(withCookie(cookie), response)).toBe(token);
  expect(cookieLines(response)).toEqual([]);
});

test("a cookie that next-auth made is accepted", () => {
  const made = createCSRFToken({ options: { secret: env.NEXTAUTH_SECRET } } as Judged);
  const request = withCookie(made.cookie ?? "");
  expect(issueCsrfToken(request, newResponse())).toBe(made.csrfToken);
  expect(isCsrfToken(request, made.csrfToken)).toBe(true);
});

const { token, cookie } = newCsrfToken();
const [, signature = ""] = cookie.split("|");

describe("a posted token", () => {
  test("is accepted with the cookie it came with", () => {
    expect(isCsrfToken(withCookie(cookie), token)).toBe(true);
    expect(nextAuthTakes(cookie, token)).toBe(true);
  });

  test.each([
    ["no cookie", undefined, token],
    ["an empty cookie and an empty token", "", ""],
    ["an empty token with its cookie", cookie, ""],
    ["another token", cookie, newCsrfToken().token],
    ["a cookie without a signature", token, token],
    ["a cookie with an empty signature", `${token}|`, token],
    ["a signature of another token", `${newCsrfToken().token}|${signature}`, token],
    ["a signature without our secret", `${token}|${sha256(token)}`, token],
    ["a signature with another secret", `${token}|${sha256(`${token}other secret`)}`, token],
    ["a signature cut short", cookie.slice(0, -1), token],
    ["a signature in capitals", `${token}|${signature.toUpperCase()}`, token],
    ["four kilobytes of garbage", "x".repeat(4096), "x".repeat(4096)],
    ["no ASCII at all", `${token}|${"ü".repeat(32)}`, token],
  ])("is refused with %s, by us and by next-auth", (_what, sent, posted) => {
    const request = sent === undefined ? newRequest() : withCookie(sent);
    expect(isCsrfToken(request, posted)).toBe(false);
    expect(nextAuthTakes(sent, posted) ?? false).toBe(false);
  });

  test.each([undefined, null, 42, [token], { token }])("is refused when it is %j", (posted) => {
    expect(isCsrfToken(withCookie(cookie), posted)).toBe(false);
  });
});

test("a forged cookie is replaced", () => {
  const response = newResponse();
  const issued = issueCsrfToken(withCookie(`${token}|${sha256(token)}`), response);
  expect(issued).not.toBe(token);
  expect(nextAuthTakes(cookieValue(response, CSRF_COOKIE), issued)).toBe(true);
});
