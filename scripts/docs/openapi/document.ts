import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document, PathItem } from "@/lib/web/api-reference/types";
import type { HttpMethod, Methods } from "@/lib/web/guard/method";
import { apiFiles, apiMethods, routeOf } from "../routes";
import { withForms } from "./forms";
import { nextAuthItems } from "./next-auth";
import { operationOf, tagOf } from "./operation";

/** The document's file: the app serves it, completed with what is known only at run time. */
export const DOCUMENT = "lib/web/api-reference/openapi.json";

/** Its operations are declared separately: next-auth decides on its own what a method does. */
const NEXT_AUTH = "pages/api/auth/[...nextauth].ts";

/** The text of the document of every route of pages/api. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`;

function openApiDocument(): Document {
  const components = sharedComponents();
  const paths = apiFiles().flatMap((file) => {
    if (file === NEXT_AUTH) return nextAuthItems(components);
    const methods = declaredBy(file);
    const path = routeOf(file).replace(/\[(\w+)\]/g, "{$1}");
    if (Object.keys(methods).length === 0) return [];
    return [[path, itemOf(path, methods, components)] as const];
  });
  const tags = [...new Set(paths.map(([path]) => tagOf(path)))];
  return {
    openapi: "3.1.1",
    // The name comes from lib/platform/config/brand.ts; document.ts of the app fills it in.
    info: { title: "API", version: versionOfApp(), description: DESCRIPTION },
    servers: [{ url: "/", description: "This app." }],
    tags: tags.map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    components: {
      ...components,
      responses: sorted(components.responses),
      schemas: sorted(components.schemas),
    },
  };
}

const DESCRIPTION = [
  "Made from what each route declares.",
  "Every error is a problem document (RFC 9457); programs should go by its `code`.",
  "A GET is answered to HEAD, too, without the body.",
  "A request body has at most 64 kB.",
  "A method that an address does not have is answered 405 with `Allow`.",
].join(" ");

/** The methods of a file that api() made. */
const declaredBy = (file: string): Methods => (apiMethods(file) ?? {}) as Methods;

function itemOf(path: string, methods: Methods, components: Document["components"]): PathItem {
  const operations = Object.entries(methods).map(([name, method]) => [
    name.toLowerCase(),
    operationOf(path, name as HttpMethod, method, components),
  ]);
  return withForms(path, methods, Object.fromEntries(operations), components);
}

function sharedComponents(): Document["components"] {
  return {
    securitySchemes: {
      // The app fills in the cookie's name: it begins as the brand says, and otherwise on https.
      session: {
        type: "apiKey",
        in: "cookie",
        name: "session",
        description: "The session cookie, which a sign-in sets.",
      },
      token: {
        type: "http",
        scheme: "bearer",
        description:
          "An API token, created at /settings/tokens. The scope beside it must be one of the token's. A request with a token ignores cookies.",
        "x-features": ["apiTokens"],
      },
    },
    parameters: {
      Origin: {
        name: "Origin",
        in: "header",
        description:
          "The origin of this app, as browsers send it. A client that is no browser sends it, too: without it the answer is 403 `cross_site`.",
        schema: { type: "string", format: "uri" },
      },
      ForAccount: {
        name: "For-Account",
        in: "header",
        description:
          "The id of the account that the caller believes is signed in. If another one is, the answer is 409 `other_account`, and nothing is done.",
        schema: { type: "string" },
      },
    },
    headers: {
      Allow: { description: "The methods of this address.", schema: { type: "string" } },
      ContentDisposition: { description: "The name of the file.", schema: { type: "string" } },
      Location: { description: "The next page.", schema: { type: "string" } },
      RetryAfter: {
        description: "Seconds after which to try again.",
        schema: { type: "integer", minimum: 1 },
      },
    },
    responses: {
      NextPage: {
        description:
          "For a browser: the next page or, if something is wrong with the form, the page of the form with the reason.",
        headers: { Location: { $ref: "#/components/headers/Location" } },
      },
    },
    schemas: {
      FieldError: {
        type: "object",
        description: "What is wrong with one field.",
        properties: { field: { type: "string" }, message: { type: "string" } },
        required: ["field", "message"],
        additionalProperties: false,
      },
    },
  };
}

const sorted = <T>(entries: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

const versionOfApp = (): string =>
  JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8")).version;
