import type { ZodType } from "zod";

const INTRODUCTION = `# Configuration

Latchkey reads environment variables, from the shell or from \`.env.local\`. \`npm start\` writes
what a first start on your own machine needs to that file. A wrong value stops the start with one
line that names the variable.

<!-- Made from lib/platform/config/env.ts by \`npm run docs:configuration\`; a test compares the two. -->
`;

/** Writes the text of docs/configuration.md. @param variables of lib/platform/config/env.ts */
export function configurationPage(variables: Record<string, ZodType>): string {
  const rows = Object.entries(variables).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.description} |`,
  );
  const table = ["| Variable | Default | Meaning |", "| --- | --- | --- |", ...rows];
  return `${INTRODUCTION}\n${table.join("\n")}\n`;
}

function defaultOf(schema: ZodType): string {
  const { success, data } = schema.safeParse(undefined);
  if (!success) return "*required*";
  const value = String(data);
  return value === "" ? "" : `\`${value}\``;
}
