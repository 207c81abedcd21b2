import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import request from "supertest";
import { copyCheckout, runNode } from "@/tests/support/app/build-copy";
import { apply, NEWER, type Step, sharedFiles, stepsOf } from "@/tests/support/app/guide";
import { demoAdmin } from "@/tests/support/process/demo-admin";
import { BUILD_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { runScript, type Terminal } from "@/tests/support/process/terminal";
import { until } from "@/tests/support/process/until";

/*
 * A reader follows docs/customising.md to the letter, in a copy of this tree. The tests tell one story,
 * in order.
 */

const FEATURES = "lib/platform/config/features.ts";

const steps = stepsOf(readFileSync("docs/customising.md", "utf8"));
const isGenerator = (step: Step) => step.kind === "run" && step.command.includes(" new:");
const generatorsEnd = steps.findLastIndex(isGenerator) + 1;

let tree = "";
let app: Terminal | undefined;
let url = "";

const run = promisify(execFile);
/** @throws Error with all that a command printed that failed */
async function sh(command: string): Promise<{ stdout: string }> {
  const { NODE_ENV: _, ...env } = process.env;
  const options = { cwd: tree, env: { ...env, DATABASE_URL: "" } as never };
  return run("sh", ["-c", command], options).catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  });
}

async function follow(some: Step[]): Promise<void> {
  for (const step of some) {
    if (step.kind === "run") await sh(step.command);
    else apply(tree, step);
  }
}

/** All that `.ci/run lint` runs, and the test of docs/access.md. */
async function expectChecksPass(): Promise<void> {
  await sh("npx biome ci --colors=off .");
  await sh("npm run --silent lint:floors");
  await sh("npx tsc --noEmit");
  await sh("npx knip");
  await runJest("project", "security-docs");
}

const runJest = (project: string, file: string, ...args: string[]) =>
  runNode(
    tree,
    [
      "node_modules/jest/bin/jest.js",
      "--ci",
      ...["--selectProjects", project, "--testPathPatterns", file],
      ...args,
    ],
    { NODE_ENV: "test" },
  );

beforeAll(() => {
  tree = copyCheckout();
});

afterAll(async () => {
  await app?.kill();
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

test(
  "what new:page and new:api write passes every check unchanged",
  async () => {
    // Biome and knip ask git what to leave out.
    await sh("git init -q -b product && npx next typegen");
    await sh("git config user.name Reader && git config user.email reader@example.com");
    await sh("git add -A && git commit -q -m before && git tag before");
    await follow(steps.slice(0, generatorsEnd));
    await expectChecksPass();
  },
  BUILD_MS,
);

test(
  "the rest of the guide does, too",
  async () => {
    await follow(steps.slice(generatorsEnd));
    await expectChecksPass();
  },
  BUILD_MS,
);

test("a newer base merges with it, with conflicts only in what is shared", async () => {
  await sh("git add -A && git commit -q -m product");
  await sh("git worktree add -q -b upstream newer before && cd newer && git status --short");
  const newer = join(tree, "newer");
  for (const [file, after, added] of NEWER) {
    const path = join(newer, file);
    const text = after ? readFileSync(path, "utf8") : "";
    // It is there, or this test would change nothing.
    expect([file, text.split(after).length]).toEqual([file, after ? 2 : 0]);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      text.replace(after, () => after + added),
    );
  }
  await sh(
    "cd newer && git add -A && git commit -q -m newer && cd .. && git worktree remove newer",
  );
  // 1: merged, with conflicts; anything else fails.
  const { stdout } = await sh(
    "git merge-tree --write-tree --name-only --no-messages product upstream || [ $? = 1 ]",
  );
  const [, ...conflicts] = stdout.trim().split("\n");
  const shared = sharedFiles();
  expect(conflicts.filter((file) => !shared.includes(file))).toEqual([]);
  // Both have added a permission behind the last one, or the list above would be for nothing.
  expect(conflicts).toContain("lib/platform/config/roles.ts");
});

test(
  "with every feature off except the download, no page, form or link leads to a missing route",
  async () => {
    const file = join(tree, FEATURES);
    const off = readFileSync(file, "utf8")
      .replaceAll(": true,", ": false,")
      .replace("dataExport: false", "dataExport: true");
    writeFileSync(file, off);
    app = runScript(tree, "start", { PORT: String(await freePort()) });
    [, url = ""] = await app.says(/^ {2}Serving (\S+)\n/m, BUILD_MS);
    await until("the app answers", () => fetch(url).then(Boolean, () => false), 60_000);
    const admin = await demoAdmin(tree, url);
    for (const client of [newBrowser(), admin]) await expectNoDeadEnds(client);
    await newBrowser().get("/signup").expect(404);
    await admin.get("/settings/email").expect(404);
    await newBrowser().post("/api/account").send({}).expect(404);
    await newBrowser().post("/api/me/email").send({}).expect(404);
    await newBrowser().delete("/api/me").expect(405);
    await app.stop();
  },
  BUILD_MS,
);

/** Lists and their items, digits in front, one file's words in another's, and names that the files use. */
const ODD_ROUTES = [
  "page /2026/reports --access public",
  "page /3d-models --access anonymous",
  "page /site-layout --access recent",
  "page /props --access admin,recent",
  "page /api-keys --access user",
  "page /apiary --access events.read",
  "page '/boards/[id]/tasks' --access user",
  "page '/boards/[id]/tasks/[taskId]' --access user",
  "page /boards-tasks --access user",
  "api '/api/boards/[id]/tasks' --access user",
  "api '/api/boards/[id]/tasks/[taskId]' --access admin",
  "api /api/boards-tasks --access public",
  "api /api/2026 --access user",
];

test(
  "addresses of odd words pass every check, too",
  async () => {
    for (const route of ODD_ROUTES) await sh(`npm run --silent new:${route.replace(" ", " -- ")}`);
    await expectChecksPass();
  },
  2 * BUILD_MS,
);

test(
  "with the features of the route walk on again it builds",
  async () => {
    const file = join(tree, FEATURES);
    const on = readFileSync(file, "utf8").replaceAll(
      /(organisations|impersonation): false/g,
      "$1: true",
    );
    writeFileSync(file, on);
    await runNode(tree, ["scripts/start/build.mjs"]);
  },
  BUILD_MS,
);

test(
  "the guide's tests pass, and those of the new role and of the access table",
  async () => {
    await runJest("api-sqlite", "product/");
    await runJest(
      "api-sqlite",
      "guard/(access|navigation)",
      "-t",
      "projects|terms|links|declares|table",
    );
    await runJest("unit", "config/roles|guard/access");
  },
  BUILD_MS,
);

type Client = ReturnType<typeof newBrowser>;

const newBrowser = () => request.agent(url).set("Origin", url);

/** Every page that a browser gets, and where its links and forms lead: to no 404, and no 5xx. */
async function expectNoDeadEnds(client: Client): Promise<void> {
  const seen = new Set<string>();
  const waiting = ["/", "/signin"];
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const { status, text, headers } = await client.get(path);
    expect([path, status < 400]).toEqual([path, true]);
    if (status >= 300) waiting.push(new URL(String(headers.location), url).pathname);
    const actions = [...text.matchAll(/<form[^>]* action="(\/api[^"?]*)"/g)].map(([, to]) => to);
    for (const to of actions) {
      const answer = await client.options(String(to));
      expect([path, to, answer.status]).not.toEqual([path, to, 404]);
    }
    const links = [...text.matchAll(/<a[^>]* href="(\/[^"#?]*)/g)].map(([, to]) => String(to));
    waiting.push(...links.filter((to) => !to.startsWith("/api/")));
  }
  expect(seen.size).toBeGreaterThan(2);
}
