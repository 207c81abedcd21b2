import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

let tree = "";

beforeAll(async () => {
  tree = await mkdtemp(path.join(tmpdir(), "latchkey-new-route-"));
  const parts = [
    "scripts",
    "lib",
    "pages",
    "product",
    "components",
    "package.json",
    "tsconfig.json",
  ];
  for (const part of parts) await cp(part, path.join(tree, part), { recursive: true });
  await symlink(path.resolve("node_modules"), path.join(tree, "node_modules"));
});

afterAll(() => rm(tree, { recursive: true, force: true }));

/** What a command says. @returns the exit status and the line */
const say = (command: "page" | "api", address: string) =>
  new Promise<{ code: unknown; line: string }>((resolve) => {
    const args = ["--import", "tsx", `scripts/new/${command}.ts`, address, "--access", "user"];
    execFile(process.execPath, args, { cwd: tree }, (error, _out, line) =>
      resolve({ code: error?.code ?? 0, line: line.trim() }),
    );
  });

const state = async () => [
  await readdir(path.join(tree, "pages"), { recursive: true }),
  await readdir(path.join(tree, "product"), { recursive: true }),
  await readFile(path.join(tree, "product/texts/en.ts"), "utf8"),
  await readFile(path.join(tree, "product/tests/permissions.ts"), "utf8"),
];

const form = (prefix: string) =>
  `Give one address in small letters, such as ${prefix}projects or ${prefix}projects/[id].`;

test.each<["page" | "api", string, string]>([
  // A file, where the command would make a folder, and the other way round.
  ["page", "/dashboard", "pages/dashboard.tsx is there already."],
  ["page", "/settings", "pages/settings/index.tsx is there already."],
  ["page", "/admin/users/[user]", "pages/admin/users/[id].tsx is there already."],
  ["api", "/api/language", "pages/api/language.ts is there already."],
  // Next builds no app with these.
  ["page", "/organisations/[id]/projects", "calls the parameter [slug]: call it so, too."],
  ["api", "/api/admin/users/[user]/notes", "calls the parameter [id]: call it so, too."],
  ["api", "/api/tasks/[id]/notes/[id]", "Two parameters of one address need two names."],
  // Next takes it for a route of the API.
  ["page", "/api", form("/")],
  ["page", "/api/projects", form("/")],
  ["api", "/projects", form("/api/")],
  ["api", "/api", form("/api/")],
  ["page", "/projects/", form("/")],
  ["page", "/Projects", form("/")],
  ["page", "/projects/[...rest]", form("/")],
])("new:%s %s is refused, and nothing is written", async (command, address, line) => {
  const before = await state();
  expect(await say(command, address)).toEqual({ code: 1, line: expect.stringContaining(line) });
  expect(await state()).toEqual(before);
});
