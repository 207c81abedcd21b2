import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The steps of a guide, in its order. */
export type Step =
  | { kind: "run"; command: string }
  | { kind: "file"; path: string; text: string }
  | { kind: "change"; path: string; before: string; after: string };

/**
 * Reads the code blocks of a guide. A block of `sh` is run line by line; any other names its file
 * (`title="…"`): a `diff` changes a part of it, and another block is the whole of it.
 * @throws Error for a block that is neither
 */
export function stepsOf(markdown: string): Step[] {
  const blocks = markdown.matchAll(/^```(\w+)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([block, language, path, text = ""]): Step[] => {
    if (language === "sh") {
      return text
        .trim()
        .split("\n")
        .map((command) => ({ kind: "run", command }));
    }
    if (!path) throw new Error(`A block that names no file:\n${block}`);
    if (language !== "diff") return [{ kind: "file", path, text }];
    const lines = text.split("\n").slice(0, -1);
    const without = (sign: string) =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join("");
    return [{ kind: "change", path, before: without("+"), after: without("-") }];
  });
}

/**
 * Does what a step says in a tree, except for commands.
 * @throws Error for a change that does not fit exactly one place
 */
export function apply(tree: string, step: Exclude<Step, { kind: "run" }>): void {
  const file = join(tree, step.path);
  if (step.kind === "file") {
    mkdirSync(dirname(file), { recursive: true });
    // Not written over: the file may be linked to the one it was copied from.
    rmSync(file, { force: true });
    writeFileSync(file, step.text);
    return;
  }
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const { before, after } = step;
  // A block that only adds is added to the end.
  const changed = before === "" ? `${text}\n${after}` : text.replace(before, () => after);
  const places = before === "" ? 1 : text.split(before).length - 1;
  if (places !== 1) throw new Error(`${places} places of ${step.path} fit:\n${before}`);
  writeFileSync(file, changed);
}

/**
 * A newer base's possible changes: a file, the text before, and the addition. For a new file, all of it.
 */
export const NEWER: [file: string, after: string, added: string][] = [
  [
    "lib/platform/config/roles.ts",
    '"mail.manage",\n',
    '  /** Sees every team. */\n  "teams.read",\n',
  ],
  ["lib/platform/config/features.ts", "signUp: true,\n", "  /** Make a team. */\n  teams: true,\n"],
  [
    "lib/platform/config/navigation.ts",
    '{ href: "/settings/password", label: "settings.password" },\n',
    '  { href: "/settings/teams", label: "settings.teams", features: ["teams"] },\n',
  ],
  ["lib/platform/texts/en/settings.ts", 'password: "Password",\n', '    teams: "Teams",\n'],
  ["lib/platform/texts/de/settings.ts", 'password: "Passwort",\n', '    teams: "Teams",\n'],
  ["prisma/schema/latchkey.prisma", "sessions Session[]\n", "  teams    Team[]\n"],
  ["prisma/schema/latchkey.prisma", "model Session {\n", "  teamId String?\n"],
  ["prisma/migrations/sqlite/20990101000000_teams/migration.sql", "", "SELECT 1;\n"],
  ["lib/platform/rate-limit/limits.ts", "renameByAccount: {", " name: "],
  ["tests/support/people/permissions.ts", '"/settings": USER,\n', '  "/settings/teams": USER,\n'],
  ["pages/settings/teams.tsx", "", "export default null;\n"],
  ["docs/access.md", "| `/settings` | user |\n", "| `/settings/teams` | user |\n"],
  ["styles/tokens.css", "--space-6: 1.5rem;\n", "  --space-9: 9rem;\n"],
];

/** The files that docs/upgrading.md lists as shared. */
export function sharedFiles(): string[] {
  const [, section = ""] = readFileSync("docs/upgrading.md", "utf8").split("\n## Shared\n");
  const [table = ""] = section.split("\n## ");
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, file]) => String(file)),
  );
}
