import { brand } from "@/lib/platform/config/brand";
import made from "@/lib/web/api-reference/openapi.json";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { newClient } from "@/tests/support/requests/client";

test("GET /api/openapi.json gives anybody the document, under the brand's name", async () => {
  const { body } = await newClient().get("/api/openapi.json").expect(200);
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(body.info.title).toContain(brand.name);
  expect(Object.keys(body.paths)).toEqual(Object.keys(made.paths));
  expect(body.components.schemas).toEqual(made.components.schemas);
});

test("it names this installation's session cookie", async () => {
  const { body } = await newClient().get("/api/openapi.json").expect(200);
  expect(body.components.securitySchemes.session).toMatchObject({
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
  });
});
