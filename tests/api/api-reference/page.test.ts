import made from "@/lib/web/api-reference/openapi.json";
import { newClient } from "@/tests/support/requests/client";
import { shown } from "@/tests/support/requests/shown";

test("/docs/api sends its content once, and needs no script", async () => {
  const { text } = await newClient().get("/docs/api").expect(200);
  expect(text).not.toContain("__NEXT_DATA__");
});

test("/docs/api lists every operation, with an example call", async () => {
  const { text } = await newClient().get("/docs/api").expect(200);
  const page = shown(text);
  for (const [path, operations] of Object.entries(made.paths)) {
    for (const [verb, { operationId }] of Object.entries(operations)) {
      const [, rest = ""] = page.split(`<article id="${operationId}"`);
      const [article = ""] = rest.split("</article>");
      expect(article).toContain(`<code>${path}</code>`);
      expect(article).toContain(
        verb === "get" ? "curl http" : `curl -X ${verb.toUpperCase()} http`,
      );
    }
  }
});
