import { apiDocument } from "@/lib/web/api-reference/document";

const { createConfig, lintFromString } = require("@redocly/openapi-core");

type Found = { ruleId: string; message: string; location: { pointer?: string }[] };

test("the document has the form of OpenAPI 3.1, and nothing in it is against the rules of Redocly", async () => {
  const config = await createConfig({
    extends: ["recommended-strict"],
    rules: {
      "info-license": "off",
      "tag-description": "off",
      // HTML forms are answered 303, and the health of a process has no 4xx.
      "operation-2xx-response": "off",
      "operation-4xx-response": "off",
    },
  });
  const found: Found[] = await lintFromString({ source: JSON.stringify(apiDocument()), config });
  const told = found.map(({ ruleId, message, location: [at] }) => [ruleId, message, at?.pointer]);
  expect(told).toEqual([]);
});
