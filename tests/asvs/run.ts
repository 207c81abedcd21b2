// npm run asvs: runs every test that proves a requirement of the ASVS, prints each verdict and writes
// docs/asvs.md. Two arguments run nothing:
//   --last    judges by what the last npm test, test:postgresql, test:pages, test:project and test:fault left
//   --titles  judges nothing, and writes the page as it is when all pass: for somebody who moved a
//             file or changed a title. .ci/run judges.

import { writeFileSync } from "node:fs";
import { FAULT, resultsOf, runJest, runPlaywright, runTests } from "../../scripts/test/runners.mjs";
import { judge, unproven } from "./judge";
import { asvsPage, asvsPageWhenAllPass } from "./page";
import { isTested, type Requirement, requirements } from "./requirements";
import { jestResults, playwrightResults, type RanTest } from "./results";
import { filesById } from "./titles";

const filesOf = filesById();

/** Runs the files of every proof. */
function runProofs(): RanTest[] {
  const files = [...new Set([...filesOf.values()].flat())];
  const inBrowser = files.filter((file) => file.startsWith("tests/e2e/"));
  const apart = files.filter((file) => FAULT.some((it) => file.startsWith(`tests/${it}/`)));
  const usual = files.filter((file) => !inBrowser.includes(file) && !apart.includes(file));
  runTests([
    () => runJest("asvs", ["--ignoreProjects", ...FAULT, "--runTestsByPath", ...usual]),
    () =>
      runJest("asvs-fault", [
        ...["--runInBand", "--selectProjects", ...FAULT],
        ...["--runTestsByPath", ...apart],
      ]),
    () => runPlaywright("asvs-playwright", inBrowser),
  ]);
  return [
    ...jestResults(["asvs", "asvs-fault"].map(resultsOf)),
    ...playwrightResults(resultsOf("asvs-playwright")),
  ];
}

/** What the runs of .ci/run have left. */
const lastResults = (): RanTest[] => [
  ...jestResults(["jest", "jest-postgresql", "jest-project", "jest-fault"].map(resultsOf)),
  ...["playwright", "playwright-pages"].map(resultsOf).flatMap(playwrightResults),
];

/** Prints each verdict, fails the process where a proof does not hold, and writes the page. */
function report(ran: RanTest[]): void {
  const verdictOf = (requirement: Requirement) =>
    judge(requirement, filesOf.get(requirement.id) ?? [], ran);
  for (const requirement of requirements) {
    process.stdout.write(`${requirement.id} ${verdictOf(requirement)}\n`);
    if (!isTested(requirement)) continue;
    for (const problem of unproven(requirement, filesOf.get(requirement.id) ?? [], ran)) {
      process.stdout.write(`    ${problem}\n`);
      process.exitCode = 1;
    }
  }
  writeFileSync("docs/asvs.md", asvsPage(verdictOf, filesOf));
}

if (process.argv.includes("--titles")) writeFileSync("docs/asvs.md", asvsPageWhenAllPass(filesOf));
else report(process.argv.includes("--last") ? lastResults() : runProofs());
