import type { Chapter, Inspection, NamedTests, Requirement, Verdict } from "./requirement";

const INTRODUCTION = `# OWASP ASVS 5.0

What the [Application Security Verification Standard](https://github.com/OWASP/ASVS) asks at levels 1
and 2, the level 3 requirements of its chapters 6 to 9, and some more of level 3. The sentences are
ours; the standard's own are binding.

Each line names the tests that prove it: \`npm run asvs\` runs them, on SQLite and on PostgreSQL where
the tests do, and writes this page; nothing on it is ticked by hand. "By inspection" is what no test
can show, with the place to look at. What is not met or does not apply is listed at the end. Left out
are requirements about techniques Latchkey does not contain: file uploads, LDAP, XML, LaTeX, WebRTC
and the like.
`;

/**
 * Lays out docs/asvs.md.
 * @param verdictOf what running its proof gave
 */
export function asvsPage(chapters: Chapter[], verdictOf: (of: Requirement) => Verdict): string {
  const all = chapters.flatMap(({ requirements }) => requirements);
  return [
    INTRODUCTION,
    summary(all, verdictOf),
    ...chapters.flatMap((chapter) => chapterSection(chapter, verdictOf)),
    reasons("Not met", all, ({ proof }) => ("notMet" in proof ? proof.notMet : null)),
    reasons("Not applicable", all, ({ proof }) =>
      "notApplicable" in proof ? proof.notApplicable : null,
    ),
  ].join("\n");
}

function summary(all: Requirement[], verdictOf: (of: Requirement) => Verdict): string {
  const outcome = ({ proof }: Requirement) => {
    if ("notMet" in proof) return "not met";
    return "notApplicable" in proof ? "not applicable" : null;
  };
  const outcomes = all.map((requirement) => outcome(requirement) ?? verdictOf(requirement));
  const count = (of: string) => outcomes.filter((each) => each === of).length;
  const rows = ["passed", "failed", "by inspection", "not met", "not applicable"];
  return table(
    ["Verdict", "Requirements"],
    rows.map((of) => [of, String(count(of))]),
  );
}

function chapterSection(chapter: Chapter, verdictOf: (of: Requirement) => Verdict): string[] {
  const rows = chapter.requirements.flatMap((requirement) => {
    const { id, level, text, proof } = requirement;
    if ("notMet" in proof || "notApplicable" in proof) return [];
    const shown = "tests" in proof ? testLinks(proof.tests) : inspectionLink(proof.inspection);
    return [[id, String(level), text, verdictOf(requirement), shown]];
  });
  if (rows.length === 0) return [];
  return [`## ${chapter.title}\n`, table(["", "Level", "Requirement", "Verdict", "Proof"], rows)];
}

function reasons(
  title: string,
  all: Requirement[],
  reasonOf: (requirement: Requirement) => string | null,
): string {
  const rows = all.flatMap((requirement) => {
    const reason = reasonOf(requirement);
    const { id, level, text } = requirement;
    return reason === null ? [] : [[id, String(level), text, reason]];
  });
  return `## ${title}\n\n${table(["", "Level", "Requirement", "Reason"], rows)}`;
}

const testLinks = (tests: NamedTests) =>
  Object.entries(tests)
    .flatMap(([file, titles]) =>
      titles.map((title) => `[${file.replace("tests/", "")}](../${file}) › ${title}`),
    )
    .join("<br>");

function inspectionLink({ file, heading, reason }: Inspection): string {
  const anchor = heading === undefined ? "" : `#${anchorOf(heading)}`;
  const target = file.startsWith("docs/") ? file.replace("docs/", "") : `../${file}`;
  return `[${heading ?? file}](${target}${anchor}): ${reason}`;
}

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("");
}

const escaped = (cell: string) => cell.replaceAll("|", "\\|");
