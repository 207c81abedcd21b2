import { readFileSync } from "node:fs";
import { EVENT_TYPES } from "@/lib/features/audit/events";
import { limits } from "@/lib/platform/rate-limit/limits";
import { nextAuthOperations } from "@/lib/web/next-auth/declared/declared";
import { accessPage } from "@/scripts/docs/access-page";

/** The cells of the table below a heading of a page, the table's own head left out. */
function tableOf(page: string, heading: string): string[][] {
  const [, section = ""] = readFileSync(page, "utf8").split(`## ${heading}\n`);
  const [below = ""] = section.split("\n## ");
  const lines = below.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

/** The columns of each of our tables, without relations. A product's own are its own to document. */
function columns(): Record<string, string[]> {
  const models = readFileSync("prisma/schema/latchkey.prisma", "utf8").matchAll(
    /^model (\w+) {\n(.*?)^}/gms,
  );
  const scalar = /^ {2}(\w+) +(?:String|Boolean|Int|DateTime)\b/gm;
  return Object.fromEntries(
    [...models].map(([, name = "", body = ""]) => [
      name,
      [...body.matchAll(scalar)].map(([, column = ""]) => column),
    ]),
  );
}

test("docs/access.md lists the access of every route [V8.1.1]", () => {
  // Else: npm run docs:access
  const page = readFileSync("docs/access.md", "utf8");
  expect(page).toBe(accessPage(page));
});

test("docs/access.md lists who may read and write each field of a user [V8.1.2]", () => {
  const fields = tableOf("docs/access.md", "Fields of a user").map(([field]) => field);
  expect(fields).toEqual(columns().User);
});

test("docs/data.md classifies every column [V14.1.1]", () => {
  const told: Record<string, string[]> = {};
  for (const [table = "", names = ""] of tableOf("docs/data.md", "What is kept")) {
    told[table] = [...(told[table] ?? []), ...names.split(", ")].sort();
  }
  const kept = Object.entries(columns()).map(([table, names]) => [table, names.sort()]);
  expect(told).toEqual(Object.fromEntries(kept));
});

test("docs/data.md says what each class of data requires [V14.1.1 V14.1.2]", () => {
  const classes = tableOf("docs/data.md", "Classes").map(([name]) => name);
  const used = tableOf("docs/data.md", "What is kept").map(([, , name]) => name);
  expect([...new Set(used)].sort()).toEqual(classes.sort());
});

test("docs/data.md names every security event [V16.3.3]", () => {
  const named = tableOf("docs/data.md", "Security events").map(([name]) => name);
  expect(named.sort()).toEqual([...EVENT_TYPES].sort());
});

test("docs/security.md lists every limit [V2.1.3 V2.3.2 V6.1.1 V6.6.3]", () => {
  const told = tableOf("docs/security.md", "Numbers").map((row) => row.slice(0, 3));
  const inMinutes = (seconds: number) => `${seconds / 60} min`;
  const set = Object.values(limits).map(({ name, points, duration }) => [
    name,
    String(points),
    inMinutes(duration),
  ]);
  expect(told).toEqual(set);
});

test("docs/security.md lists every way to sign in, with what it counts as and what slows it down [V6.1.3]", () => {
  const ways = tableOf("docs/security.md", "Ways in");
  const addresses = Object.keys(nextAuthOperations).filter((path) => path.includes("/callback/"));
  expect(ways.map(([address]) => address).sort()).toEqual(addresses.sort());
  const names: string[] = Object.values(limits).map(({ name }) => name);
  for (const [, , strength, slowedBy = ""] of ways) {
    expect(strength).toMatch(/^(one factor|two factors|the second factor)$/);
    for (const name of slowedBy.split(", ")) expect(names).toContain(name);
  }
});
