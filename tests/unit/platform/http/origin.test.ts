import { env } from "@/lib/platform/config/env";
import { isSafeMethod, requireSameOrigin } from "@/lib/platform/http/origin";
import { newRequest } from "@/tests/support/requests/messages";

const HERE = env.NEXTAUTH_URL;
const judge = (headers: Record<string, string>) => () => requireSameOrigin(newRequest({ headers }));

test.each(["GET", "HEAD", "OPTIONS"])("%s changes nothing", (method) => {
  expect(isSafeMethod(method)).toBe(true);
});

test.each(["POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "", "PROPFIND"])(
  "%j may change something",
  (method) => {
    expect(isSafeMethod(method)).toBe(false);
  },
);

test.each([
  ["a browser's own page", { "sec-fetch-site": "same-origin" }],
  ["a browser's own page, with its origin", { "sec-fetch-site": "same-origin", origin: HERE }],
  // Behind a proxy that changes it, or with "Referrer-Policy: no-referrer".
  [
    "a browser's own page with an opaque origin",
    { "sec-fetch-site": "same-origin", origin: "null" },
  ],
  ["a client that names this origin", { origin: HERE }],
  ...["192.0.2.7:3000", "[2001:db8::1]:3000", "localhost:3001", "app.localhost", "laptop:3000"].map(
    (host): [string, Record<string, string>] => [
      `a browser's own page at ${host}`,
      { "sec-fetch-site": "same-origin", origin: `http://${host}`, host },
    ],
  ),
])("%s may", (_what, headers) => {
  expect(judge(headers)).not.toThrow();
});

test.each([
  ["nothing is said", {}],
  ["the page is another site's", { "sec-fetch-site": "cross-site" }],
  ["the page is a sibling host's", { "sec-fetch-site": "same-site" }],
  ["the request was typed or bookmarked", { "sec-fetch-site": "none" }],
  ["the browser says something else", { "sec-fetch-site": "Same-Origin" }],
  ["the browser says nothing", { "sec-fetch-site": "" }],
  ["the browser says so, whatever the origin", { "sec-fetch-site": "cross-site", origin: HERE }],
  ["the origin is opaque", { origin: "null" }],
  ["the origin is empty", { origin: "" }],
  ["the origin is another", { origin: "https://evil.test" }],
  ["the scheme is another", { origin: HERE.replace("http:", "https:") }],
  ["the port is another", { origin: `${HERE}1` }],
  ["this origin is the beginning of another", { origin: `${HERE}.evil.test` }],
  ["the origin has a path", { origin: `${HERE}/` }],
  [
    "79 a name of another site points here (DNS rebinding)",
    {
      "sec-fetch-site": "same-origin",
      origin: "http://rebound.evil.test",
      host: "rebound.evil.test",
    },
  ],
  ...["null", ""].map((origin): [string, Record<string, string>] => [
    `79 the same by a page without a referrer, whose origin is ${origin || "left out"}`,
    {
      "sec-fetch-site": "same-origin",
      host: "rebound.evil.test",
      ...(origin && { origin }),
    },
  ]),
  [
    "the browser's own page is not at the address that it asks",
    { "sec-fetch-site": "same-origin", origin: "http://192.0.2.7", host: "192.0.2.8" },
  ],
  ["the origin is nonsense", { "sec-fetch-site": "same-origin", origin: "http://", host: "" }],
  ["only the referrer is ours", { referer: `${HERE}/settings` }],
  ["only the host is ours", { host: new URL(HERE).host }],
])("refused when %s", (_what, headers) => {
  expect(judge(headers)).toThrow(expect.objectContaining({ code: "cross_site", status: 403 }));
});
