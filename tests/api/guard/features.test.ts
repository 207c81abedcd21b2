import { createServer, type IncomingMessage, ServerResponse } from "node:http";
import type { GetServerSideProps, NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import request from "supertest";
import { type Feature, features, isOn } from "@/lib/platform/config/features";
import { linksFor, navigation } from "@/lib/platform/config/navigation";
import { ROLES } from "@/lib/platform/config/roles";
import { apiFiles, apiMethods, load, pageFiles, routeOf } from "@/scripts/docs/routes";

/* The app with every feature off, handler by handler; as a whole: tests/slow/customising.test.ts. */

const before = { ...features };
const switchAll = (to: boolean) => {
  for (const name of Object.keys(features) as Feature[]) features[name] = to;
};

beforeAll(() => switchAll(false));
afterAll(() => Object.assign(features, before));

type Featured = { features?: readonly Feature[] };

const pages = pageFiles().filter((file) => (load(file).getServerSideProps as Featured)?.features);
const methods = apiFiles().flatMap((file) =>
  Object.entries(apiMethods(file) ?? {})
    .filter(([, declared]) => declared.features)
    .map(([method, { features }]) => ({ method, route: routeOf(file), file, features })),
);
/** Features of the pages and methods that name some. */
const named = [
  ...pages.map((file) => load(file).getServerSideProps as Featured),
  ...methods,
].flatMap((declared) => declared.features ?? []);

test("every feature is named by a page or a method", () => {
  expect([...new Set(named)].sort()).toEqual(Object.keys(features).sort());
});

/** What a page gives for the address of its route. */
async function propsOf(file: string, query: Record<string, string> = {}) {
  const req = { headers: {}, cookies: {}, url: routeOf(file), method: "GET" };
  const res = new ServerResponse(req as unknown as IncomingMessage);
  const page = load(file).getServerSideProps as GetServerSideProps;
  const context = { req, res, query, params: query, resolvedUrl: routeOf(file) };
  return { answer: await page(context as never), status: res.statusCode };
}

test.each(pages)("%s does not exist", async (file) => {
  const { answer, status } = await propsOf(file);
  expect(answer).toMatchObject({ props: { problem: { status: 404 } } });
  expect(status).toBe(404);
});

test("no page that is left leads to one", async () => {
  const mailed = await propsOf("pages/link/[purpose].tsx", { purpose: "confirm-email" });
  expect(mailed.answer).toMatchObject({ props: { state: "missing", again: null } });
  const { answer } = await propsOf("pages/check-mail.tsx");
  expect(answer).toMatchObject({ props: { signUp: null } });
});

test.each(methods)("$method $route does not exist", async ({ method, file }) => {
  const handler = load(file).default as NextApiHandler;
  const server = createServer((req, res) =>
    handler(
      Object.assign(req, { query: {}, cookies: {} }) as NextApiRequest,
      res as NextApiResponse,
    ),
  );
  const verb = method.toLowerCase() as "get" | "post" | "delete";
  const { status, headers } = await request(server)[verb]("/").set("Sec-Fetch-Site", "same-origin");
  const nothingElse = Object.values(apiMethods(file) ?? {}).every((one) => one.features);
  expect(status).toBe(nothingElse ? 404 : 405);
  expect(String(headers.allow)).not.toContain(method);
});

test.each(["main", "settings", "admin"] as const)("no link of %s leads to it", (part) => {
  const gone = pages.map(routeOf);
  const links = ROLES.flatMap((role) => linksFor(part, role).map(({ href }) => href as string));
  expect(links.filter((href) => gone.includes(href))).toEqual([]);
});

/** The document of the API, which is made once, as a process makes it that starts with one feature off. */
function documentWithout(off: Feature) {
  let document: unknown;
  jest.isolateModules(() => {
    require("@/lib/platform/config/features").features[off] = false;
    document = require("@/lib/web/api-reference/document").apiDocument();
  });
  return document as { paths: Record<string, object> };
}

describe.each(Object.keys(features) as Feature[])("with %s alone off", (off) => {
  beforeAll(() => {
    switchAll(true);
    features[off] = false;
  });
  afterAll(() => switchAll(false));

  const gone = () =>
    pages.filter((file) => !isOn((load(file).getServerSideProps as Featured).features));

  test("its pages are not there", async () => {
    for (const file of gone()) expect([file, (await propsOf(file)).status]).toEqual([file, 404]);
  });

  test("links lead to the pages that are, and to no other", () => {
    const hrefs = (["main", "settings", "admin"] as const).flatMap((part) =>
      ROLES.flatMap((role) => linksFor(part, role).map(({ href }) => href as string)),
    );
    const routes = gone().map(routeOf);
    expect(hrefs.filter((href) => routes.includes(href))).toEqual([]);
    const all = Object.values(navigation).flatMap((part) => part.map(({ href }) => href as string));
    expect(all.filter((href) => !routes.includes(href) && !hrefs.includes(href))).toEqual([]);
  });

  test("the document of the API has none of its operations", () => {
    const { paths } = documentWithout(off);
    const told = Object.entries(paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item ?? {}).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    const gone = methods.filter(({ features: named }) => !isOn(named));
    const named = gone.map(
      ({ method, route }) => `${method} ${route.replace(/\[(?:\.{3})?(\w+)\]/g, "{$1}")}`,
    );
    expect(told.filter((operation) => named.includes(operation))).toEqual([]);
  });
});
