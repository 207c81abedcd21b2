// npm run asvs: runs every test that proves a requirement of the ASVS, tells each verdict and writes
// docs/asvs.md. With --last it judges by what the last `npm test` and `npm run test:slow` left.

import { writeFileSync } from "node:fs";
import { APART, PLAYWRIGHT_RESULTS, runJest, runPlaywright, runTests } from "../test/runners.mjs";
import { judge, unproven } from "./judge";
import { numberedTests } from "./numbered-tests";
import { asvsPage } from "./page";
import { testsOf } from "./requirement";
import { chapters } from "./requirements";
import { jestResults, playwrightResults, type RanTest } from "./results";

const requirements = chapters.flatMap((chapter) => chapter.requirements);
const numbered = numberedTests();

/** Runs the files of every proof. */
function runProofs(): RanTest[] {
  const files = new Set(
    requirements
      .map(testsOf)
      .flatMap(({ attacks = [], tests = {} }) => [
        ...Object.keys(tests),
        ...attacks.flatMap((number) => numbered.get(number) ?? []),
      ]),
  );
  const inBrowser = [...files].filter((file) => file.startsWith("tests/e2e/"));
  const apart = [...files].filter((file) => APART.some((it) => file.startsWith(`tests/${it}/`)));
  const usual = [...files].filter((file) => !inBrowser.includes(file) && !apart.includes(file));
  runTests([
    () => runJest("asvs", ["--ignoreProjects", ...APART, "--runTestsByPath", ...usual]),
    () =>
      runJest("asvs-slow", [
        ...["--runInBand", "--selectProjects", ...APART],
        ...["--runTestsByPath", ...apart],
      ]),
    () => runPlaywright(inBrowser),
  ]);
  return resultsOf("asvs");
}

/** What Jest wrote under a name and beside it, and what Playwright wrote. */
const resultsOf = (name: string): RanTest[] => [
  ...jestResults(`test-results/${name}.json`),
  ...jestResults(`test-results/${name}-slow.json`),
  ...playwrightResults(PLAYWRIGHT_RESULTS),
];

const ran = process.argv.includes("--last") ? resultsOf("jest") : runProofs();

for (const requirement of requirements) {
  process.stdout.write(`${requirement.id} ${judge(requirement, ran)}\n`);
  for (const problem of unproven(requirement, ran)) {
    process.stdout.write(`    ${problem}\n`);
    process.exitCode = 1;
  }
}
const page = asvsPage(chapters, (requirement) => judge(requirement, ran), numbered);
writeFileSync("docs/asvs.md", page);
