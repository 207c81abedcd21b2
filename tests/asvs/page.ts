import { judge, type Verdict } from "./judge";
import {
  type Chapter,
  chapters,
  type Inspection,
  isTested,
  type Requirement,
  requirements,
} from "./requirements";

const INTRODUCTION = `# OWASP ASVS 5.0

What the [Application Security Verification Standard](https://github.com/OWASP/ASVS) asks at levels 1
and 2, the level 3 requirements of its chapters 6 to 9, and some more of level 3. The sentences are
ours; the standard's own are binding.

A requirement passed when every test whose title names it passed, on SQLite and on PostgreSQL where it
runs on both. \`npm run asvs\` runs these tests and writes this page; nothing on it is ticked by hand.
The proof names their files; \`grep -rn V6.2.3 tests\` finds the tests in them. "By inspection" is what
no test can show, with the place to look at. What is not met and what does not apply is at the end.
Requirements about techniques that Latchkey does not contain are left out: uploads, LDAP, XML, WebRTC
and the like.
`;

type Judge = (requirement: Requirement) => Verdict;

/**
 * Lays out docs/asvs.md.
 * @param verdictOf what running its proof gave
 * @param filesOf the files whose tests name each requirement
 */
export function asvsPage(verdictOf: Judge, filesOf: Map<string, string[]>): string {
  return [
    INTRODUCTION,
    summary(verdictOf),
    ...chapters.map((chapter) => chapterSection(chapter, verdictOf, filesOf)).filter(Boolean),
    reasonSection("Not met", ({ notMet }) => notMet),
    reasonSection("Not applicable", ({ notApplicable }) => notApplicable),
  ].join("\n");
}

/** The page as it is when every test that proves something passed; `filesOf` as above. */
export const asvsPageWhenAllPass = (filesOf: Map<string, string[]>): string =>
  // Without results a proof by tests has failed; all others are what they are.
  asvsPage((requirement) => {
    const verdict = judge(requirement, [], []);
    return verdict === "failed" ? "passed" : verdict;
  }, filesOf);

function summary(verdictOf: Judge): string {
  const count = (verdict: Verdict) =>
    requirements.filter((each) => verdictOf(each) === verdict).length;
  const verdicts: Verdict[] = ["passed", "failed", "by inspection", "not met", "not applicable"];
  return table(
    ["Verdict", "Requirements"],
    verdicts.map((verdict) => [verdict, String(count(verdict))]),
  );
}

/** @returns nothing where nothing of the chapter is proven */
function chapterSection(
  chapter: Chapter,
  verdictOf: Judge,
  filesOf: Map<string, string[]>,
): string {
  const rows = chapter.requirements.flatMap((requirement) => {
    const { id, level, text, inspection } = requirement;
    if (!isTested(requirement) && !inspection) return [];
    const proof = inspection ? inspectionLink(inspection) : testLinks(filesOf.get(id) ?? []);
    return [[id, String(level), text, verdictOf(requirement), proof]];
  });
  const head = ["", "Level", "Requirement", "Verdict", "Proof"];
  return rows.length === 0 ? "" : section(chapter.title, head, rows);
}

function reasonSection(title: string, reasonOf: (requirement: Requirement) => string | undefined) {
  const rows = requirements.flatMap((requirement) => {
    const reason = reasonOf(requirement);
    return reason === undefined
      ? []
      : [[requirement.id, String(requirement.level), requirement.text, reason]];
  });
  return section(title, ["", "Level", "Requirement", "Why"], rows);
}

const testLinks = (files: string[]) =>
  files.map((file) => `[${file.slice("tests/".length)}](../${file})`).join("<br>");

function inspectionLink({ file, heading, reason }: Inspection): string {
  const target = file.startsWith("docs/") ? file.slice("docs/".length) : `../${file}`;
  const anchor = heading === undefined ? "" : `#${anchorOf(heading)}`;
  return `[${heading ?? file}](${target}${anchor}): ${reason}`;
}

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(" ", "-");

const section = (title: string, head: string[], rows: string[][]) =>
  `## ${title}\n\n${table(head, rows)}`;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("");
}

const escaped = (cell: string) => cell.replaceAll("|", "\\|");
