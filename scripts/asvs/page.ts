import {
  type Chapter,
  type Inspection,
  type Requirement,
  type Tested,
  testsOf,
  type Verdict,
} from "./requirement";

const INTRODUCTION = `# OWASP ASVS 5.0

What the [Application Security Verification Standard](https://github.com/OWASP/ASVS) asks at levels 1
and 2, the level 3 requirements of its chapters 6 to 9, and some more of level 3. The sentences are
ours; the standard's own are binding.

Each line names the tests that prove it. \`npm run asvs\` runs them, on SQLite and on PostgreSQL where
they run on both, and writes this page; nothing on it is ticked by hand. An attack or a fault is named
by the number in the titles of its tests ([where](#attacks-and-faults)); an ellipsis stands for what a
title fills in. "By inspection" is what no test can show, with the place to look at. What is not met
and what does not apply is at the end. Left out are requirements about techniques that Latchkey does
not contain: uploads, LDAP, XML, WebRTC and the like.
`;

type Judge = (requirement: Requirement) => Verdict;

/**
 * Lays out docs/asvs.md.
 * @param verdictOf what running its proof gave
 * @param numbered the files of each numbered attack and fault
 */
export function asvsPage(
  chapters: Chapter[],
  verdictOf: Judge,
  numbered: Map<number, string[]>,
): string {
  const all = chapters.flatMap(({ requirements }) => requirements);
  return [
    INTRODUCTION,
    summary(all, verdictOf),
    ...chapters.map((chapter) => chapterSection(chapter, verdictOf)).filter(Boolean),
    section(
      "Not met",
      ["", "Level", "Requirement", "Why"],
      all.flatMap(({ id, level, text, proof }) =>
        "notMet" in proof ? [[id, String(level), text, proof.notMet]] : [],
      ),
    ),
    section(
      "Not applicable",
      ["", "Level", "Requirement", "Why"],
      all.flatMap(({ id, level, text, proof }) =>
        "notApplicable" in proof ? [[id, String(level), text, proof.notApplicable]] : [],
      ),
    ),
    section("Attacks and faults", ["Number", "Tests"], numberedRows(all, numbered)),
  ].join("\n");
}

function summary(all: Requirement[], verdictOf: Judge): string {
  const count = (verdict: Verdict) => all.filter((each) => verdictOf(each) === verdict).length;
  const verdicts: Verdict[] = ["passed", "failed", "by inspection", "not met", "not applicable"];
  return table(
    ["Verdict", "Requirements"],
    verdicts.map((verdict) => [verdict, String(count(verdict))]),
  );
}

/** @returns nothing where nothing of the chapter is proven */
function chapterSection({ title, requirements }: Chapter, verdictOf: Judge): string {
  const rows = requirements.flatMap((requirement) => {
    const { id, level, text, proof } = requirement;
    if ("notMet" in proof || "notApplicable" in proof) return [];
    const shown =
      "inspection" in proof ? inspectionLink(proof.inspection) : testLinks(testsOf(requirement));
    return [[id, String(level), text, verdictOf(requirement), shown]];
  });
  const head = ["", "Level", "Requirement", "Verdict", "Proof"];
  return rows.length === 0 ? "" : section(title, head, rows);
}

function testLinks({ attacks = [], tests = {} }: Tested): string {
  const numbers = attacks.length > 0 ? [`attack ${attacks.join(", ")}`] : [];
  const names = Object.entries(tests).flatMap(([file, titles]) =>
    titles.map((title) => `${fileLink(file)} › ${title}`),
  );
  return [...numbers, ...names].join("<br>");
}

function inspectionLink({ file, heading, reason }: Inspection): string {
  const target = file.startsWith("docs/") ? file.slice("docs/".length) : `../${file}`;
  const anchor = heading === undefined ? "" : `#${anchorOf(heading)}`;
  return `[${heading ?? file}](${target}${anchor}): ${reason}`;
}

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(" ", "-");

function numberedRows(all: Requirement[], numbered: Map<number, string[]>): string[][] {
  const used = new Set(all.flatMap((requirement) => testsOf(requirement).attacks ?? []));
  return [...used]
    .sort((a, b) => a - b)
    .map((number) => [String(number), (numbered.get(number) ?? []).map(fileLink).join("<br>")]);
}

const fileLink = (file: string) => `[${file.slice("tests/".length)}](../${file})`;

const section = (title: string, head: string[], rows: string[][]) =>
  `## ${title}\n\n${table(head, rows)}`;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("");
}

const escaped = (cell: string) => cell.replaceAll("|", "\\|");
