import { join } from "node:path";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "@/lib/platform/config/identity.mjs";
import { signUpByMail, startOwnApp } from "@/tests/support/app/own-app";
import type { AppServer } from "@/tests/support/app/server";
import { submitSignIn } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { expectSafe } from "@/tests/support/requests/expectations";
import { raw } from "@/tests/support/requests/raw";

/* An app whose database has lost a table that the dashboard needs. It has no address that fails by itself. */

let broken: AppServer;
let Cookie: string;

beforeAll(async () => {
  broken = await startOwnApp("failing-page");
  const { email, password } = await signUpByMail(broken);
  Cookie = sessionCookie(await submitSignIn(newClient(broken.url), { email, password }));
  const file = new Database(join(broken.dataDir, DATABASE_FILE));
  file.exec('DROP TABLE "SecurityEvent"');
  file.close();
}, START_MS);

afterAll(() => broken?.stop());

const open = (path: string) => raw("GET", path, { url: broken.url, headers: { Cookie } });

test("the page for when something went wrong has the security headers [V3.4.3 V3.4.4 V3.4.6]", async () => {
  const answer = await open("/dashboard");
  expect(answer.status).toBe(500);
  expectSafe(answer);
});

test("it has an id of its own, and a line in the log without the query [V16.2.4 V16.3.3]", async () => {
  const { headers } = await open("/dashboard?token=hush");
  const requestId = headers["x-request-id"];
  const lines = () =>
    broken
      .output()
      .split("\n")
      .filter((line) => line.includes(`"requestId":"${requestId}"`) && line.includes('"request"'));
  await until("the request is in the log", () => lines().length > 0);
  const told = {
    level: 30,
    requestId,
    method: "GET",
    path: "/dashboard",
    status: 500,
    msg: "request",
  };
  expect(lines().map((line) => JSON.parse(line))).toEqual([expect.objectContaining(told)]);
});

test("every test client notices it, unless it expects a fault", async () => {
  const visit = (client = newClient(broken.url)) => client.get("/dashboard").set("Cookie", Cookie);
  await expect(async () => await visit()).rejects.toThrow();
  await visit(newClient(broken.url, { fault: true })).expect(500);
});
