import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import request from "supertest";
import type { Feature } from "@/lib/platform/config/features";
import { apiFiles, apiMethods, load, pageFiles, routeOf } from "@/scripts/docs/routes";
import { copyTree, runNode } from "@/tests/support/app/build-copy";
import { demoAdmin } from "@/tests/support/process/demo-admin";
import { BUILD_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { runScript, type Terminal } from "@/tests/support/process/terminal";
import { until } from "@/tests/support/process/until";

/*
 * A team switches every feature off, in one file: the app builds, and nothing of them is left. Handler by
 * handler: tests/api/guard/features.test.ts. The tests tell one story, in order.
 */

const FEATURES = "lib/platform/config/features.ts";

type Featured = { features?: readonly Feature[] };
type Client = ReturnType<typeof newBrowser>;

/** Every page that names a feature, and every method that does. */
const pages = pageFiles()
  .filter((file) => (load(file).getServerSideProps as Featured | undefined)?.features)
  .map(routeOf);
const methods = apiFiles().flatMap((file) =>
  Object.entries(apiMethods(file) ?? {})
    .filter(([, declared]) => declared.features)
    .map(([method]) => [method, routeOf(file)] as const),
);

let tree = "";
let url = "";
let app: Terminal | undefined;
let admin: Client;

const newBrowser = () => request.agent(url).set("Origin", url);

/** An address of a route; a row of that id is nobody's. */
const addressOf = (route: string) =>
  route.replace(/\[(\w+)\]/g, (_, name) =>
    name === "id" ? "01999999-9999-7999-8999-999999999999" : "engines",
  );

beforeAll(async () => {
  tree = copyTree([]);
  const file = join(tree, FEATURES);
  const text = readFileSync(file, "utf8");
  const off = text.replaceAll(": true,", ": false,");
  expect(off.match(/: false,/g)?.length).toBeGreaterThan(8);
  writeFileSync(file, off);
  app = runScript(tree, "start", { PORT: String(await freePort()) });
  [, url = ""] = await app.says(/^ {2}Serving (\S+)\n/m, BUILD_MS);
  await until("the app answers", () => fetch(url).then(Boolean, () => false), 60_000);
  admin = await demoAdmin(tree, url);
}, BUILD_MS);

afterAll(async () => {
  await app?.kill();
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

test("there are pages and methods to switch off", () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(methods.length).toBeGreaterThan(20);
});

test("none of their pages exists, for a visitor or an administrator", async () => {
  for (const page of pages) {
    const statuses = [];
    for (const client of [newBrowser(), admin]) {
      const { status } = await client.get(addressOf(page)).redirects(0);
      statuses.push(status);
    }
    // The middleware leads one of them elsewhere: strangers from /admin, whoever is signed in from /signup.
    expect([page, statuses.filter((status) => status !== 307)]).toEqual([
      page,
      expect.arrayContaining([404]),
    ]);
    expect([page, new Set([...statuses, 404, 307])]).toEqual([page, new Set([404, 307])]);
  }
});

test("none of their methods exists", async () => {
  for (const [method, route] of methods) {
    const verb = method.toLowerCase() as "get" | "post" | "patch" | "put" | "delete";
    const { status, headers } = await admin[verb](addressOf(route));
    expect([method, route, [404, 405].includes(status)]).toEqual([method, route, true]);
    expect(String(headers.allow)).not.toContain(method);
  }
});

test("no remaining page links to one of them, and the rest works", async () => {
  const gone = pages.filter((page) => !page.includes("["));
  for (const path of ["/dashboard", "/settings", "/settings/security", "/admin", "/admin/events"]) {
    const { text } = await admin.get(path).expect(200);
    const links = [...text.matchAll(/(?:href|action)="(\/[^"#?]*)/g)].map(([, to]) => String(to));
    const dead = links.filter(
      (to) => gone.includes(to) || /\/(organisations|users\/bulk)/.test(to),
    );
    expect([path, dead]).toEqual([path, []]);
  }
  const { body } = await admin.get("/api/admin/users").expect(200);
  await admin.get(`/admin/users/${body.users[0].id}`).expect(200);
});

test("a token is ignored: only the cookie counts", async () => {
  const bearer = `Bearer lk_pat_${"A".repeat(49)}`;
  await admin.get("/api/me").set("Authorization", bearer).expect(200);
  await newBrowser().get("/api/me").set("Authorization", bearer).expect(401);
});

test("the API's document has none of their operations", async () => {
  const script = `import("./lib/web/api-reference/document.ts").then((made) => {
    const { paths, components } = (made.default ?? made).apiDocument();
    const operations = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((verb) => verb.toUpperCase() + " " + path));
    console.log(JSON.stringify({ operations, token: components.securitySchemes.token ?? null }));
  });`;
  const env = { NEXTAUTH_SECRET: randomBytes(32).toString("base64url") };
  const { stdout } = await runNode(tree, ["--import", "tsx", "-e", script], env);
  const { operations, token } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  const named = methods.map(
    ([method, route]) => `${method} ${route.replace(/\[(?:\.{3})?(\w+)\]/g, "{$1}")}`,
  );
  expect(operations.length).toBeGreaterThan(20);
  expect(operations.filter((operation: string) => named.includes(operation))).toEqual([]);
  expect(token).toBeNull();
});
