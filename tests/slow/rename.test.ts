import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import request from "supertest";
import { brand } from "@/lib/platform/config/brand";
import { apiFiles, pageFiles, routeOf } from "@/scripts/docs/routes";
import { copyCheckout, runNode } from "@/tests/support/app/build-copy";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { newEmail } from "@/tests/support/people/accounts";
import { freePort } from "@/tests/support/process/ports";
import { runScript, type Terminal } from "@/tests/support/process/terminal";
import { until } from "@/tests/support/process/until";

/*
 * A team changes lib/platform/config/brand.ts, and nothing else. The tests tell one story, in order.
 */

const BUILD_TIMEOUT_MS = 400_000;
const TESTS_TIMEOUT_MS = 900_000;
/** No word of any page, nor a common password. */
const NAME = "Grimbleshaft Inc";
const SLUG = "grimbleshaft";
const OLD = new RegExp([brand.name, brand.slug, brand.cookiePrefix].join("|"), "i");
const PASSWORD = "seven lemons on the wall";
const BRAND_FILE = "lib/platform/config/brand.ts";

let tree = "";
let url = "";
let app: Terminal;
let visitor: Client;
let administrator: Client;
const email = newEmail();

/** A browser of this app under whatever name: nothing here knows what its cookies are called. */
type Client = ReturnType<typeof request.agent>;

const newBrowser = (): Client => request.agent(url).set("Origin", url) as Client;

beforeAll(async () => {
  tree = copyCheckout();
  const file = join(tree, BRAND_FILE);
  const text = readFileSync(file, "utf8").replaceAll(brand.name, NAME).replaceAll(brand.slug, SLUG);
  expect(text).not.toMatch(OLD);
  writeFileSync(file, text);
  const port = String(await freePort());
  app = runScript(tree, "start", { PORT: port });
  [, url = ""] = await app.says(/^ {2}Serving (\S+)\n/m, BUILD_TIMEOUT_MS);
  await until("the app answers", () => fetch(url).then(Boolean, () => false), 60_000);
  await app.says(/first-admin\?token=/);
}, BUILD_TIMEOUT_MS);

afterAll(async () => {
  await app?.kill();
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

/** What an answer tells: headers, cookies among them, and body. */
const told = ({ headers, text = "" }: request.Response) => JSON.stringify(headers) + text;

/** The old name nowhere in an answer, and its cookies under the new one. */
function expectRenamed(path: string, answer: request.Response): void {
  expect([path, OLD.exec(told(answer))?.[0]]).toEqual([path, undefined]);
  for (const line of [answer.headers["set-cookie"] ?? []].flat()) expect(line).toMatch(`${SLUG}.`);
}

/** A stream, which does not end. */
const ENDLESS = "/api/me/live";

/** Every address of pages/ that names no row. */
const addresses = (files: string[]) =>
  files.map(routeOf).filter((route) => !/[[_]/.test(route) && route !== ENDLESS);

test("somebody signs up: the mail has the new name, and no other", async () => {
  visitor = newBrowser();
  await visitor.post("/api/account").send({ name: "Ada", email, password: PASSWORD }).expect(202);
  const mail = await waitForMail(join(tree, ".data"), email);
  expect(JSON.stringify(mail)).not.toMatch(OLD);
  expect(mail.from).toMatchObject({ name: NAME });
  expect(mail.text).toContain(`— ${NAME}`);
  const token = new URL(String(linksIn(mail)[0])).searchParams.get("token");
  await visitor.post("/api/account/verify-email").send({ token }).expect(200);
});

test("a password made of the new name is refused, one of the old name is not", async () => {
  const signUp = (password: string) =>
    newBrowser().post("/api/account").send({ name: "Ada", email: newEmail(), password });
  await signUp(`${SLUG}-2026`).expect(422);
  await signUp(`${brand.slug}-${brand.slug}ry-26`).expect(202);
});

test("they sign in and become the administrator", async () => {
  const form = await visitor.get("/signin");
  expectRenamed("/signin", form);
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(form.text)?.[1];
  const signedIn = await visitor
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken, email, password: PASSWORD });
  expect(signedIn.headers.location).toMatch(/\/dashboard$/);
  expectRenamed("the sign-in", signedIn);
  const token = /first-admin\?token=(\S+)/.exec(app.output())?.[1];
  await visitor.post("/api/admin/first").send({ token }).expect(204);
  administrator = visitor;
});

test("no page or API route has the old name", async () => {
  const titles = new Set<string>();
  for (const client of [newBrowser(), administrator]) {
    for (const path of [...addresses(pageFiles()), "/nowhere", ...addresses(apiFiles())]) {
      const answer = await client.get(path);
      expectRenamed(path, answer);
      const title = /<title[^>]*>([^<]*)<\/title>/.exec(answer.text ?? "")?.[1];
      if (title) titles.add(title);
    }
  }
  expect(titles.size).toBeGreaterThan(10);
  for (const title of titles) expect(title).toMatch(` · ${NAME}`);
});

test("problem types and download names have the new name", async () => {
  const problem = await administrator.get("/api/nowhere").expect(404);
  expect(problem.body.type).toBe(`urn:${SLUG}:problem:not_found`);
  for (const path of ["/api/me/export", "/api/admin/events/export"]) {
    const { headers } = await administrator.get(path).expect(200);
    expect(headers["content-disposition"]).toContain(`filename="${SLUG}-`);
  }
});

test("what every browser gets has only the new name", async () => {
  const folders = [join(tree, ".next/static"), join(tree, "public")];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  expect(files.length).toBeGreaterThan(10);
  const named = files.filter((file) => OLD.test(readFileSync(file, "utf8")));
  expect(named).toEqual([]);
});

test("the terminal never printed the old name", async () => {
  expect(await app.stop()).toBe(0);
  const seed = runScript(tree, "seed");
  expect(await seed.ended).toBe(0);
  expect(app.output() + seed.output()).not.toMatch(OLD);
}, 60_000);

test(
  "the tests pass under the new name",
  async () => {
    const jest = (project: string, ...files: string[]) =>
      runNode(
        tree,
        ["node_modules/jest/bin/jest.js", "--ci", "--selectProjects", project, "--", ...files],
        { NODE_ENV: "test" },
      );
    await jest("unit");
    await jest(
      "api-sqlite",
      ...["account", "admin", "me", "next-auth"].map((name) => `tests/api/${name}`),
    );
  },
  TESTS_TIMEOUT_MS,
);
