import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a guide tells its reader to do, in its order. */
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
  // What only adds, adds to the end.
  const changed = before === "" ? `${text}\n${after}` : text.replace(before, () => after);
  const places = before === "" ? 1 : text.split(before).length - 1;
  if (places !== 1) throw new Error(`${places} places of ${step.path} fit:\n${before}`);
  writeFileSync(file, changed);
}
