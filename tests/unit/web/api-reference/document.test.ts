import { type Feature, features } from "@/lib/platform/config/features";
import type { Document } from "@/lib/web/api-reference/types";

const before = { ...features };
afterEach(() => Object.assign(features, before));

/** The document as an app serves it that has some features off. */
function servedWithout(...off: Feature[]): Document {
  let served: Document | undefined;
  jest.isolateModules(() => {
    const config = require("@/lib/platform/config/features");
    for (const feature of off) config.features[feature] = false;
    served = require("@/lib/web/api-reference/document").apiDocument();
  });
  return served as Document;
}

test("has every route, and does not mention the switches", () => {
  const document = servedWithout();
  expect(document.paths["/api/account"]).toHaveProperty("post");
  expect(JSON.stringify(document)).not.toContain("x-features");
});

test("says in words what the checks of our own ask of a field", () => {
  const { paths } = servedWithout();
  const fieldsOf = (path: string) => {
    const body = paths[path]?.post?.requestBody as { content: Record<string, unknown> } | undefined;
    const json = body?.content["application/json"] as
      | { schema: { properties: object } }
      | undefined;
    return json?.schema.properties;
  };
  const described = (words: RegExp) => ({ description: expect.stringMatching(words) });
  const password = described(/12 characters.*128.*common/);
  expect(fieldsOf("/api/account")).toMatchObject({
    name: described(/printable line of 1 to 80/),
    email: described(/lower case/),
    password,
  });
  expect(fieldsOf("/api/account/reset-password")).toMatchObject({ password });
  expect(fieldsOf("/api/me/password")).toMatchObject({ newPassword: password });
});

test("leaves out a route whose feature is off", () => {
  expect(servedWithout("signUp").paths).not.toHaveProperty("/api/account");
});

test("leaves out a method whose feature is off, and its form, and keeps the others", () => {
  const {
    get,
    patch,
    delete: gone,
    post,
  } = servedWithout("accountDeletion").paths["/api/me"] ?? {};
  expect([get, patch, post]).not.toContain(undefined);
  expect(gone).toBeUndefined();
  expect(JSON.stringify(post)).toContain('"PATCH"');
  expect(JSON.stringify(post?.requestBody)).not.toContain('"DELETE"');
});

test("names the scope that an API token needs, and no tokens where they are off", () => {
  const security = (document: Document) => document.paths["/api/me"]?.get?.security;
  const whole = servedWithout();
  expect(security(whole)).toEqual([{ session: [] }, { token: ["profile:read"] }]);
  expect(whole.components.securitySchemes.token).toMatchObject({ type: "http", scheme: "bearer" });
  const without = servedWithout("apiTokens");
  expect(security(without)).toEqual([{ session: [] }]);
  expect(without.components.securitySchemes).not.toHaveProperty("token");
  expect(without.paths).not.toHaveProperty("/api/me/tokens");
});
