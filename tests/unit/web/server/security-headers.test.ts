import type { contentSources } from "@/lib/platform/config/content-sources";
import { withEnvironment } from "@/tests/support/app/isolated";
import { newRequest, newResponse } from "@/tests/support/requests/messages";

type Kind = keyof typeof contentSources;
type Asked = { url?: string; headers?: Record<string, string>; listed?: [Kind, string] };

/** The headers of an answer to a request, with one more source in the product's list. */
const headersOf = ({ url = "/", headers = {}, listed }: Asked = {}) =>
  withEnvironment({}, async () => {
    const { contentSources: list } = await import("@/lib/platform/config/content-sources");
    if (listed) list[listed[0]].push(listed[1]);
    const { setSecurityHeaders } = await import("@/lib/web/server/security-headers");
    const response = newResponse();
    setSecurityHeaders(Object.assign(newRequest({ headers }), { url }), response);
    return response.getHeaders();
  });

/** The content security policy, by directive. */
async function policy(asked?: Asked): Promise<Record<string, string>> {
  const value = String((await headersOf(asked))["content-security-policy"]);
  return Object.fromEntries(
    value.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}

test.each<[Kind, string]>([
  ["images", "img-src"],
  ["scripts", "script-src"],
  ["styles", "style-src"],
  ["fonts", "font-src"],
  ["connections", "connect-src"],
  ["frames", "frame-src"],
  ["forms", "form-action"],
])("%s from elsewhere are allowed by %s, and nothing else", async (kind, directive) => {
  const before = await policy();
  expect(before[directive]).toMatch(/^'self'/);
  const source = "https://elsewhere.example.com";
  expect(await policy({ listed: [kind, source] })).toEqual({
    ...before,
    [directive]: `${before[directive]} ${source}`,
  });
});

test.each([
  ["/", "strict-origin-when-cross-origin"],
  ["/dashboard?tokens=1", "strict-origin-when-cross-origin"],
  ["/link/verify?token=abc", "same-origin"],
  ["/link/verify?a=1&token=abc", "same-origin"],
  ["/link/verify?a=1&%74oken=abc", "same-origin"],
])("the URL of a mailed link is sent to no other site: %s", async (url, told) => {
  expect(await headersOf({ url })).toMatchObject({ "referrer-policy": told });
});

test("HSTS is sent only over https", async () => {
  const name = "strict-transport-security";
  expect(await headersOf()).not.toHaveProperty(name);
  expect(await headersOf({ headers: { "x-forwarded-proto": "http" } })).not.toHaveProperty(name);
  expect(await headersOf({ headers: { "x-forwarded-proto": "https" } })).toHaveProperty(name);
});
