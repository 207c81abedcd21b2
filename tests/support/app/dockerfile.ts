import { readFileSync } from "node:fs";

export type Instruction = { keyword: string; value: string };

/** The instructions of the Dockerfile, in order, each on one line. */
export function instructions(): Instruction[] {
  const text = readFileSync("Dockerfile", "utf8")
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "");
  return [...text.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, keyword = "", value = ""]) => ({
    keyword,
    value,
  }));
}

/**
 * What a container runs, as Node takes it.
 * @throws Error when a shell would run it, or something else than Node
 */
export function nodeProgram(keyword: "CMD" | "HEALTHCHECK"): string[] {
  const value = instructions().findLast((instruction) => instruction.keyword === keyword)?.value;
  const [node, ...program] = JSON.parse(/\[.*\]$/.exec(value ?? "")?.[0] ?? "[]");
  if (node !== "node") throw new Error(`${keyword} does not run node by itself: ${value}`);
  return program;
}
