import request from "supertest";
import { newApiToken } from "@/lib/features/api-tokens/format";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog, expectSafe } from "@/tests/support/requests/expectations";

const ORIGIN = "https://app.example.com";
const sharing = withSibling({ CORS_ORIGINS: `${ORIGIN}, https://other.example.com` });

let account: Account;
let token: string;

beforeAll(async () => {
  account = await createAccount();
  token = (await createTokenOf(account)).token;
});

afterAll(expectQuietLog);

type Asked = { origin?: string; method?: string; headers?: string; path?: string };

const preflight = (
  url: string,
  {
    origin = ORIGIN,
    method = "PATCH",
    headers = "authorization,content-type",
    path = "/api/me",
  }: Asked = {},
) =>
  // No operation of the document: a browser asks by itself.
  request(url)
    .options(path)
    .set("Origin", origin)
    .set("Access-Control-Request-Method", method)
    .set("Access-Control-Request-Headers", headers);

const shared = (headers: Record<string, string>) =>
  Object.keys(headers).filter((name) => name.startsWith("access-control-"));

test("by default no other origin can call or read an answer [V3.4.2]", async () => {
  const asked = await preflight(app.url).expect(405);
  expect(shared(asked.headers)).toEqual([]);
  const answer = await programWith(token).get("/api/me").set("Origin", ORIGIN).expect(200);
  expect(shared(answer.headers)).toEqual([]);
});

describe("a listed origin", () => {
  test("may call with a token, without cookies [V3.4.2]", async () => {
    const asked = await preflight(sharing.url).expect(204);
    expectSafe(asked);
    const { headers } = asked;
    expect(headers).toMatchObject({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET, PATCH",
      "access-control-allow-headers": "Authorization, Content-Type, For-Account",
      "access-control-max-age": "600",
      vary: expect.stringContaining("Origin"),
    });
    expect(headers).not.toHaveProperty("access-control-allow-credentials");
  });

  test("may read the answer, success or error, and Retry-After", async () => {
    const call = (bearer: string) =>
      programWith(bearer, sharing.url).patch("/api/me").set("Origin", ORIGIN).send({ name: "Ada" });
    for (const answer of [await call(token).expect(200), await call(newApiToken()).expect(401)]) {
      expect(answer.headers).toMatchObject({
        "access-control-allow-origin": ORIGIN,
        "access-control-expose-headers": expect.stringContaining("Retry-After"),
        vary: expect.stringContaining("Origin"),
      });
      expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
    }
  });

  test("may not read an answer to a cookie, or change anything with it [V3.5.1]", async () => {
    const { cookie } = await signInKeeping(account);
    const asked = (verb: "get" | "patch") =>
      newClient(sharing.url)[verb]("/api/me").set("Cookie", cookie).set("Origin", ORIGIN);
    expect(shared((await asked("get").expect(200)).headers)).toEqual([]);
    const changed = await asked("patch").send({ name: "Eve" }).expect(403);
    expect(shared(changed.headers)).toEqual([]);
  });
});

describe("is refused [V3.4.2]:", () => {
  test.each<[string, Asked]>([
    ["another origin", { origin: "https://evil.example" }],
    ["the origin on another port", { origin: `${ORIGIN}:8443` }],
    ["the origin without TLS", { origin: "http://app.example.com" }],
    ["a longer name", { origin: `${ORIGIN}.evil.example` }],
    ["a name below it", { origin: "https://x.app.example.com" }],
    ["an opaque origin", { origin: "null" }],
    ["a method that takes no token", { method: "DELETE" }],
    ["an address that takes none", { path: "/api/me/tokens", method: "POST" }],
    ["a request without a token", { headers: "content-type" }],
  ])("%s", async (_, asked) => {
    const { status, headers } = await preflight(sharing.url, asked);
    expect([404, 405]).toContain(status);
    expect(shared(headers)).toEqual([]);
  });
});
