import type { ZodType } from "zod";

const INTRODUCTION = `# Configuration

Latchkey reads environment variables. Those of the shell or the service come first, then
\`.env.production.local\`, \`.env.local\`, \`.env.production\` and \`.env\` in the app's folder
(\`development\` instead of \`production\` for \`npm run dev\`): the first that sets a variable counts.
\`npm start\` writes what a first start on your own machine needs to \`.env.local\`. A wrong value stops
the start with one line that names the variable.

In these files a \`#\` ends a value, except in quotes, and \`$NAME\` stands for another variable, also in
quotes: write a plain \`$\` as \`\\$\`. The start warns of lines where either bites, and of a value that
does not count because another file sets the variable, too. \`openssl rand -hex 32\` makes secrets that
need no quotes.

<!-- Made from lib/platform/config/variables.ts by \`npm run docs:configuration\`; a test compares the two. -->
`;

/** Writes the text of docs/configuration.md. @param variables of lib/platform/config/variables.ts */
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
