// npm run asvs: runs every test that proves a requirement of the ASVS, tells each verdict and writes
// docs/asvs.md.

import { writeFileSync } from "node:fs";
import { PLAYWRIGHT_RESULTS, runJest, runPlaywright, runTests } from "../test/runners.mjs";
import { judge, unproven } from "./judge";
import { asvsPage } from "./page";
import { chapters } from "./requirements";
import { jestResults, playwrightResults } from "./results";

const requirements = chapters.flatMap((chapter) => chapter.requirements);
const files = new Set(
  requirements.flatMap(({ proof }) => ("tests" in proof ? Object.keys(proof.tests) : [])),
);
const inBrowser = [...files].filter((file) => file.startsWith("tests/e2e/"));
const slow = [...files].filter((file) => /^tests\/(fault|slow)\//.test(file));
const usual = [...files].filter((file) => !inBrowser.includes(file) && !slow.includes(file));

const apart = ["fault", "slow"];
runTests([
  () => runJest("asvs", ["--ignoreProjects", ...apart, "--runTestsByPath", ...usual]),
  () =>
    runJest("asvs-slow", [
      "--runInBand",
      "--selectProjects",
      ...apart,
      "--runTestsByPath",
      ...slow,
    ]),
  () => runPlaywright(inBrowser),
]);

const ran = [
  ...jestResults("test-results/asvs.json"),
  ...jestResults("test-results/asvs-slow.json"),
  ...playwrightResults(PLAYWRIGHT_RESULTS),
];

for (const requirement of requirements) {
  const { id, proof } = requirement;
  if ("notMet" in proof) tell(`${id} not met: ${proof.notMet}`);
  else if ("notApplicable" in proof) tell(`${id} not applicable: ${proof.notApplicable}`);
  else tell(`${id} ${judge(requirement, ran)}`);
  if (!("tests" in proof)) continue;
  for (const problem of unproven(proof.tests, ran)) {
    tell(`    ${problem}`);
    process.exitCode = 1;
  }
}
writeFileSync(
  "docs/asvs.md",
  asvsPage(chapters, (requirement) => judge(requirement, ran)),
);

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
