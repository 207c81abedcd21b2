import { db } from "@/lib/platform/db/client";
import { CSRF_COOKIE } from "@/lib/web/session/cookies";
import { newCsrfToken } from "@/lib/web/session/csrf";
import { attack } from "@/tests/support/attack/attack-request";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { LYNX, PlainBrowser } from "@/tests/support/requests/plain-browser";

afterAll(expectQuietLog);

describe("a form without Fetch Metadata and Origin", () => {
  const ACCEPT = { Accept: "text/html, */*;q=0.01" };
  let account: Account;
  let cookie: string;
  let token: string;

  beforeAll(async () => {
    account = await createAccount();
    const made = newCsrfToken();
    token = made.token;
    const { cookie: session } = await signInKeeping(account);
    cookie = `${session}; ${CSRF_COOKIE}=${encodeURIComponent(made.cookie)}`;
  });

  const rename = (name: string, headers: Record<string, string>, csrfToken: string) =>
    attack({
      method: "POST",
      path: "/api/me",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      chunks: [new URLSearchParams({ _method: "PATCH", name, csrfToken }).toString()],
    });
  const named = () => db.user.findUnique({ where: { id: account.id }, select: { name: true } });

  test("is accepted only with the token of its page", async () => {
    await rename("Ada King", { Cookie: cookie, ...ACCEPT }, token);
    expect(await named()).toEqual({ name: "Ada King" });
  });

  test.each<[string, () => [Record<string, string>, string]]>([
    ["without a token", () => [{ Cookie: cookie }, ""]],
    ["with the token of another cookie", () => [{ Cookie: cookie }, "0".repeat(64)]],
    ["with a token and no cookie", () => [{}, token]],
    [
      "with a cookie that we did not sign",
      () => [{ Cookie: cookie.replace(/%7C.*/, `%7C${"0".repeat(64)}`) }, token],
    ],
    [
      "from a page of another site",
      () => [{ Cookie: cookie, Referer: "https://evil.test/" }, token],
    ],
    ["from a page that is none", () => [{ Cookie: cookie, Referer: "about:blank" }, token]],
    [
      "at a name of another site that points here (DNS rebinding)",
      () => [{ Cookie: cookie, Host: "rebound.evil.test" }, token],
    ],
  ])("22 is refused %s: with a problem, or in a browser on the form [V3.5.1]", async (_, given) => {
    const [headers, csrfToken] = given();
    const before = await named();
    expectProblem(await rename("Eve", headers, csrfToken), 403, "cross_site");
    const { status, headers: answer } = await rename("Eve", { ...headers, ...ACCEPT }, csrfToken);
    expect(status).toBe(303);
    expect(answer.location).toMatch(/^\/settings(\?flash=|$)/);
    expect(await named()).toEqual(before);
  });

  test("22 with an Origin is judged by that, whatever token it carries [V3.5.1]", async () => {
    for (const Origin of ["null", "https://evil.test", "http://rebound.evil.test"]) {
      const headers = { Cookie: cookie, Origin, Host: "rebound.evil.test" };
      expectProblem(await rename("Eve", headers, token), 403, "cross_site");
    }
    expect(await named()).not.toEqual({ name: "Eve" });
  });
});

test("a message in the URL counts only without a cookie: nobody can be shown another's", async () => {
  const visitor = new PlainBrowser(LYNX, { keepsCookies: false });
  let page = await visitor.open("/signup");
  page = await visitor.submit(page, "/api/account", { name: "Eve", email: "eve@", password: "x" });
  const address = page.url.pathname + page.url.search;
  expect(page.text).toContain('value="Eve"');
  const { text } = await newClient().get(address).set("Cookie", "a=b").expect(200);
  expect(text).not.toContain('value="Eve"');
});
