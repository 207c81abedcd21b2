import { brand } from "@/lib/platform/config/brand";
import { isOn } from "@/lib/platform/config/features";
import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import made from "./openapi.json";
import type { Document, PathItem } from "./types";

let served: Document | undefined;

/**
 * The OpenAPI document of this app: the one that `npm run docs:access` made of the routes, without what is
 * switched off, and with the names that depend on the brand and on https.
 */
export function apiDocument(): Document {
  served ??= documentOf(made as unknown as Document);
  return served;
}

function documentOf(document: Document): Document {
  const { info, paths, components, ...rest } = switchedOn(document) as Document;
  const { session, token } = components.securitySchemes;
  const used = Object.entries(paths).filter(([, operations]) => Object.keys(operations).length > 0);
  const usable = token ? used : used.map(([path, item]) => [path, withoutTokens(item)]);
  return {
    ...rest,
    info: { ...info, title: `${brand.name} API` },
    paths: Object.fromEntries(usable),
    components: {
      ...components,
      securitySchemes: { session: { ...session, name: SESSION_COOKIE }, ...(token && { token }) },
    },
  };
}

/** The operations of an address where API tokens are switched off. */
const withoutTokens = (item: PathItem): PathItem =>
  Object.fromEntries(
    Object.entries(item).map(([verb, operation]) => {
      const security = operation.security.filter((way) => !("token" in way));
      return [verb, { ...operation, security }];
    }),
  );

/** A part of the document without what names only features that are off. */
function switchedOn(part: unknown): unknown {
  if (Array.isArray(part)) return part.filter(isThere).map(switchedOn);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(([name, value]) => name !== "x-features" && isThere(value))
      .map(([name, value]) => [name, switchedOn(value)]),
  );
}

const isThere = (part: unknown): boolean =>
  typeof part !== "object" || part === null || isOn((part as Featured)["x-features"]);

type Featured = { "x-features"?: Parameters<typeof isOn>[0] };
