import { appendCookie, cookieName, setCookie } from "@/lib/platform/http/cookies";
import {
  underDocumentedName,
  withholdNextAuthCookies,
  withoutBadCallback,
} from "@/lib/web/server/requests/next-auth-cookies";
import { cookieLines, newResponse } from "@/tests/support/requests/messages";

const SESSION = cookieName("session");
const CALLBACK = cookieName("callback-url");
const THEIRS = "next-auth.session-token";

describe("the session", () => {
  test("has the name that getToken() looks for, too", () => {
    expect(underDocumentedName(`a=b; ${SESSION}=x.y`)).toBe(`a=b; ${SESSION}=x.y; ${THEIRS}=x.y`);
  });

  test.each([`${THEIRS}=forged`, `${THEIRS}.0=forged; ${THEIRS}.1=more`])(
    "is not what a client sends as %s",
    (forged) => {
      expect(underDocumentedName(`a=b; ${forged}`)).toBe("a=b");
      expect(underDocumentedName(`${forged}; ${SESSION}=x`)).toBe(`${SESSION}=x; ${THEIRS}=x`);
    },
  );
});

test("an invalid target does not reach next-auth", () => {
  const good = `${CALLBACK}=http%3A%2F%2Flocalhost%3A3000%2F`;
  expect(withoutBadCallback(`a=b; ${good}`)).toBe(`a=b; ${good}`);
  for (const bad of ["garbage", "http://host:bad", "%", ""])
    expect(withoutBadCallback(`a=b; ${CALLBACK}=${bad}; c=d`)).toBe("a=b; c=d");
});

describe("a cookie that next-auth writes on its own", () => {
  const THIRTY_DAYS = "Expires=Thu, 31 Dec 2026 00:00:00 GMT; HttpOnly";

  function written(...lines: string[]) {
    const response = newResponse();
    withholdNextAuthCookies(response);
    setCookie(response, "flash", "ours");
    for (const line of lines) {
      const before = [response.getHeader("Set-Cookie") ?? []].flat().map(String);
      response.setHeader("Set-Cookie", [...before, line]);
    }
    return response;
  }

  test("is not sent, and the answer is not cached", () => {
    const response = written(
      `${SESSION}=x; ${THIRTY_DAYS}`,
      `${CALLBACK}=http%3A%2F%2Flocalhost; Path=/`,
      `${cookieName("csrf-token")}=a; Path=/`,
    );
    expect(cookieLines(response)).toEqual([expect.stringMatching(/^flash=ours/)]);
    expect(response.getHeader("Cache-Control")).toBe("private, no-store");
  });

  test("is sent where the session is over", () => {
    const cleared = `${SESSION}=; Max-Age=0; Path=/`;
    expect(cookieLines(written(cleared))).toContain(cleared);
  });

  test("is sent by our own code", () => {
    const response = written();
    appendCookie(response, `${SESSION}=x; Path=/`);
    setCookie(response, CALLBACK, "/");
    expect(cookieLines(response)).toHaveLength(3);
    expect(response.hasHeader("Cache-Control")).toBe(false);
  });
});
