import type { NextApiRequest } from "next";
import { cookieName } from "@/lib/platform/http/cookies";
import { parseNextAuthRequest } from "@/lib/web/next-auth/request";
import { newRequest } from "@/tests/support/requests/messages";

/* What next-auth is handed of a request, for providers that a product adds to its options. */

const ORIGIN = String(process.env.NEXTAUTH_URL);
const COOKIES = {
  [cookieName("session")]: "sealed",
  [cookieName("csrf-token")]: "token|hash",
  [cookieName("callback-url")]: `${ORIGIN}/settings`,
  [cookieName("state")]: "state",
};

const asked = (method: string, path: string, query: Record<string, string> = {}) =>
  parseNextAuthRequest(
    Object.assign(newRequest({ headers: { origin: ORIGIN }, cookies: COOKIES }), {
      method,
      query: { ...query, nextauth: path.split("/") },
    }) as unknown as NextApiRequest,
  );

describe("a person who comes back from a provider", () => {
  const back = () => asked("GET", "callback/github", { code: "code", state: "state" });

  test("is not linked to the browser's session", async () => {
    const { cookies, query } = await back();
    expect(Object.keys(cookies)).not.toContain(cookieName("session"));
    expect(cookies[cookieName("state")]).toBe("state");
    expect(query).toEqual({ code: "code", state: "state" });
  });

  test("continues to the page they came from, whatever the URL says", async () => {
    expect((await back()).body.callbackUrl).toBe(`${ORIGIN}/settings`);
    const { body } = await asked("GET", "callback/github", { callbackUrl: "/admin" });
    expect(body.callbackUrl).toBe(`${ORIGIN}/settings`);
  });
});

test("nothing from the query goes into the provider's address", async () => {
  const query = { redirect_uri: "https://evil.example", client_id: "x", callbackUrl: "/settings" };
  expect((await asked("GET", "signin/github", query)).query).toEqual({});
  expect((await asked("GET", "signin/github", query)).body.callbackUrl).toBe(`${ORIGIN}/settings`);
});

test("other calls know the session", async () => {
  const { cookies } = await asked("GET", "signout");
  expect(cookies[cookieName("session")]).toBe("sealed");
});
