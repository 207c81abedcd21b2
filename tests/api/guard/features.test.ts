import { createServer, type IncomingMessage, ServerResponse } from "node:http";
import type { GetServerSideProps, NextApiHandler, NextApiRequest, NextApiResponse } from "next";
import request from "supertest";
import { type Feature, features } from "@/lib/platform/config/features";
import { linksFor } from "@/lib/platform/config/navigation";
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
    .map(([method]) => ({ method, route: routeOf(file), file })),
);
/** Features of the pages and methods that name some. */
const named = [
  ...pages.map((file) => load(file).getServerSideProps as Featured),
  ...methods.map(({ method, file }) => apiMethods(file)?.[method as "GET"] as Featured),
].flatMap((declared) => declared.features ?? []);

test("every feature is named by a page or a method", () => {
  expect([...new Set(named)].sort()).toEqual(Object.keys(features).sort());
});

test.each(pages)("%s does not exist", async (file) => {
  const req = { headers: {}, cookies: {}, url: routeOf(file), method: "GET" };
  const res = new ServerResponse(req as unknown as IncomingMessage);
  const page = load(file).getServerSideProps as GetServerSideProps;
  const answer = await page({ req, res, query: {}, resolvedUrl: routeOf(file) } as never);
  expect(answer).toMatchObject({ props: { problem: { status: 404 } } });
  expect(res.statusCode).toBe(404);
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
