import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import { features } from "@/lib/platform/config/features";
import { bearerOf } from "@/lib/web/bearer/bearer";
import { answerPreflight, shareAnswer } from "@/lib/web/bearer/cors";

const before = { ...features };
afterEach(() => {
  Object.assign(features, before);
  env.CORS_ORIGINS.length = 0;
});

const request = (headers: Record<string, string>, method = "GET") =>
  ({ headers, method }) as unknown as IncomingMessage;

test.each([
  ["Bearer abc", "abc"],
  ["bearer  abc ", "abc"],
  ["Bearer", ""],
  ["Bearer ", ""],
  ["Basic abc", null],
  ["Bearerabc", null],
  ["abc", null],
])("Authorization: %j presents %j", (authorization, shown) => {
  expect(bearerOf(request({ authorization }))).toBe(shown);
});

test("without the header no token is presented", () => {
  expect(bearerOf(request({}))).toBeNull();
});

test("switched off, the header is ignored and no other origin is answered", () => {
  features.apiTokens = false;
  env.CORS_ORIGINS.push("https://app.example.com");
  expect(bearerOf(request({ authorization: "Bearer abc" }))).toBeNull();
  const asked = {
    origin: "https://app.example.com",
    "access-control-request-method": "GET",
    "access-control-request-headers": "authorization",
  };
  const methods = { GET: { token: "profile:read" } };
  expect(answerPreflight(methods, request(asked, "OPTIONS"), {} as ServerResponse)).toBe(false);
});

test("with no origin listed a response is not touched", () => {
  const untouched = new Proxy({} as ServerResponse, {
    get: () => {
      throw new Error("touched");
    },
  });
  shareAnswer(request({ origin: "https://app.example.com" }), untouched);
  expect(answerPreflight({}, request({}, "OPTIONS"), untouched)).toBe(false);
});
