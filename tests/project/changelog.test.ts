import { readFileSync } from "node:fs";

const HEADINGS = [
  "Security",
  "Migrations",
  "Added",
  "Changed",
  "Deprecated",
  "Removed",
  "Fixed",
] as const;

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const [, ...sections] = readFileSync("CHANGELOG.md", "utf8").split(/^## /m);
const releases = sections.map((section) => section.split("\n")[0] ?? "");

test("the newest section is that of package.json's version, or is not released yet", () => {
  const [newest = ""] = releases;
  if (newest === "[Unreleased]") expect(sections[0]).toContain(`Will be ${version}.`);
  else expect(newest).toContain(`[${version}]`);
});

test("each release has a number and a date, newest first", () => {
  const numbered = releases.filter((release) => release !== "[Unreleased]");
  for (const release of numbered) {
    expect(release).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
  }
  const numbers = numbered.map((release) => release.replace(/[[\]]| .*/g, ""));
  const sorted = [...numbers].sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  expect(numbers).toEqual(sorted);
});

test("the headings are the known ones, in their order", () => {
  for (const section of sections) {
    const used = [...section.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(used).toEqual(HEADINGS.filter((heading) => used.includes(heading)));
  }
});
