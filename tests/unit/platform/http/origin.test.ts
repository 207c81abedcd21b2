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
  ["only the referrer is ours", { referer: `${HERE}/settings` }],
  ["only the host is ours", { host: new URL(HERE).host }],
])("refused when %s", (_what, headers) => {
  expect(judge(headers)).toThrow(expect.objectContaining({ code: "cross_site", status: 403 }));
});
