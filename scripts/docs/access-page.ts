import type { Access } from "@/lib/web/guard/access";
import { apiFiles, apiMethods, pageAccess, pageFiles, routeOf } from "./routes";

/** The text between these in docs/access.md is made from the declarations. */
const START = "<!-- Made from pages/ by `npm run docs:access`; a test compares the two. -->\n";
const END = "<!-- The end of what is made. -->\n";

/** Frames and error pages: they show what another page declares, or nothing. */
const FRAMES = /pages\/(_|404|500)/;

/**
 * Writes the tables of every page and API route into docs/access.md.
 * @param page its current text
 * @throws Error when the page lacks one of the two comments, or a page was not made by page()
 */
export function accessPage(page: string): string {
  const [before, rest] = page.split(START);
  const [, after] = (rest ?? "").split(END);
  if (before === undefined || after === undefined) {
    throw new Error(`docs/access.md must have these lines:\n${START}${END}`);
  }
  return [before, START, pageTable(), apiTable(), `\n${END}`, after].join("");
}

function pageTable(): string {
  const files = pageFiles().filter((file) => !FRAMES.test(file));
  return table(
    ["Page", "Who"],
    files.map((file) => {
      const access = pageAccess(file);
      if (!access) throw new Error(`${file} has server data that page() did not make`);
      return [`\`${routeOf(file)}\``, worded(access)];
    }),
  );
}

function apiTable(): string {
  const rows = apiFiles().flatMap((file) =>
    Object.entries(apiMethods(file) ?? {}).map(([name, { access, token, form, summary }]) => [
      `\`${routeOf(file)}\``,
      name,
      worded(access),
      token ? `\`${token}\`` : "",
      form ? `\`${form.page}\`` : "",
      summary,
    ]),
  );
  return table(["Route", "Method", "Who", "Token", "Form on", "What it does"], rows);
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return `\n${lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("")}`;
}

/** An access as the page words it. */
function worded(access: Access): string {
  if (typeof access === "string") return access;
  const role = "role" in access ? [access.role] : [];
  const member = "member" in access ? [`${access.member} of the organisation`] : [];
  const permission = "permission" in access ? [`may ${access.permission}`] : [];
  return [...role, ...member, ...permission, ...(access.recent ? ["recent"] : [])].join(", ");
}
