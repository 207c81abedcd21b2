import { z } from "zod";
import { apiDocument } from "@/lib/web/api-reference/document";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

/** Held against OpenAPI itself by a test; here is what a reader can count on. */
const openApi = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.looseObject({})),
});

export default api({
  GET: method({
    summary: "Describes this API as an OpenAPI 3.1 document.",
    access: "public",
    features: ["apiReference"],
    response: { 200: openApi },
    run: async () => ({ status: 200, body: apiDocument() }),
  }),
});
