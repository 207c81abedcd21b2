import { rmSync } from "node:fs";
import { copyWithoutMiddleware } from "@/tests/support/app/build-copy";
import { startSibling } from "@/tests/support/app/second-server";
import type { AppServer } from "@/tests/support/app/server";
import { AccessWalk } from "@/tests/support/people/access-walk";
import { createAccount } from "@/tests/support/people/accounts";
import { pagePermissions } from "@/tests/support/people/permissions";
import { ACTORS } from "@/tests/support/people/rows";
import { START_MS } from "@/tests/support/process/patience";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/*
 * The middleware spares visitors a page; it must not be what protects one. No route of the API is
 * under it, which tests/api/guard/middleware.test.ts holds.
 */

let tree = "";
let server: AppServer | undefined;

beforeAll(async () => {
  tree = copyWithoutMiddleware();
  server = await startSibling({}, tree);
}, START_MS);

afterAll(async () => {
  await server?.stop();
  rmSync(tree, { recursive: true, force: true });
  expectQuietLog();
}, START_MS);

const walk = new AccessWalk(
  () => server?.url ?? "",
  () => tree,
);

test.each(Object.entries(pagePermissions))(
  "the guard of %s holds [V8.2.1 V8.3.1]",
  async (route, row) => {
    for (const actor of ACTORS) await walk.holdPage(route, row, actor);
  },
);

test("without the middleware an administrators' page is refused by its guard with 403", async () => {
  const { cookie } = await signInKeeping(await createAccount());
  const response = await newClient(server?.url).get("/admin").set("Cookie", cookie).redirects(0);
  expect(response.status).toBe(403);
  expect(response.text).toContain(english("details.noAccess"));
});
