import { rmSync } from "node:fs";
import { AccessWalk } from "../support/access-walk";
import { createAccount } from "../support/accounts";
import { buildCopy } from "../support/build-copy";
import { signInKeeping } from "../support/cookies";
import { expectQuietLog } from "../support/expectations";
import { newClient } from "../support/http";
import { apiAccess, apiFiles, pageAccess, pageFiles, routeOf } from "../support/routes";
import type { AppServer } from "../support/server";
import { startSibling } from "../support/sibling";

/* The middleware spares visitors a page; it must not be what protects one. */

const BUILD_TIMEOUT_MS = 180_000;

let tree = "";
let server: AppServer | undefined;

beforeAll(async () => {
  tree = await buildCopy(["middleware.js"]);
  server = await startSibling({}, tree);
}, BUILD_TIMEOUT_MS);

afterAll(async () => {
  await server?.stop();
  rmSync(tree, { recursive: true, force: true });
  expectQuietLog();
}, BUILD_TIMEOUT_MS);

async function walked(): Promise<AccessWalk> {
  const walk = new AccessWalk(() => server?.url ?? "", tree);
  await walk.signIn();
  return walk;
}

test("every page's own guard holds", async () => {
  const walk = await walked();
  for (const file of pageFiles()) {
    const access = await pageAccess(file);
    if (access) await walk.holdPage(routeOf(file), access);
  }
});

test("every API route's own guard holds", async () => {
  const walk = await walked();
  for (const file of apiFiles()) {
    const declared = Object.entries((await apiAccess(file)) ?? {});
    for (const [method, access] of declared) await walk.holdApi(routeOf(file), method, access);
  }
});

test("no middleware answered: an admin page is refused by its guard, with a 403", async () => {
  const { cookie } = await signInKeeping(await createAccount());
  const response = await newClient(server?.url).get("/admin").set("Cookie", cookie).redirects(0);
  expect(response.status).toBe(403);
  expect(response.text).toContain("This page is for administrators.");
});
