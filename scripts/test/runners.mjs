import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { generateClients } from "../prisma/generate.mjs";
import { buildIfChanged } from "../start/build.mjs";

/** Each test file loads all it needs anew: with more room for what is young, less of it is moved about. */
const YOUNG = "--max-semi-space-size=64";

/** The Jest projects that `npm run test:fault` runs, and `npm test` does not. */
export const FAULT = ["fault", "fault-postgresql"];

/** The Jest projects that `npm run test:postgresql` runs, and `npm test` does not. */
export const POSTGRESQL = ["db-postgresql", "api-postgresql", "attack-postgresql"];

/** The Jest projects that `npm test` leaves out. */
export const APART = [...POSTGRESQL, ...FAULT, "slow", "project", "browsers"];

/**
 * @typedef {{ passed: number, failed: number, skipped: number, again: number, names: string[] }} Counts
 *   `again` is how many of the passed ones failed at first; `names` are those of the failed ones
 */

/**
 * Generates, builds if needed, runs each runner, names the tests that failed and closes with one line that
 * counts all.
 * @param {(() => Counts)[]} runners
 * @param {{ built?: boolean }} [needs] whether the tests need the built app
 */
export function runTests(runners, { built = true } = {}) {
  const counts = ready(built)
    ? runners.map((run) => run())
    : [{ passed: 0, failed: 1, skipped: 0, again: 0, names: ["the build"] }];
  const sum = (/** @type {Exclude<keyof Counts, "names">} */ key) =>
    counts.reduce((total, run) => total + run[key], 0);
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  const again = sum("again") > 0 ? `, ${sum("again")} passed only at the second try` : "";
  for (const name of counts.flatMap(({ names }) => names)) {
    process.stdout.write(`\nfailed: ${name}`);
  }
  process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}${again}\n`);
  process.exitCode = sum("failed") > 0 ? 1 : 0;
}

/**
 * @param {string} name of a run
 * @returns {string} the file that keeps its results
 */
export const resultsOf = (name) => `test-results/${name}.json`;

/**
 * Runs Jest.
 * @param {string} name of the file under test-results/ that keeps its results
 * @param {string[]} args which projects to run, and how
 * @returns {Counts}
 */
export function runJest(name, args) {
  const file = resultsOf(name);
  const bin = "node_modules/jest/bin/jest.js";
  const succeeded = run(bin, ["--ci", "--json", `--outputFile=${file}`, ...args], file);
  return counted(succeeded, () => {
    const results = JSON.parse(readFileSync(file, "utf8"));
    /** @type {JestFile[]} */
    const files = results.testResults;
    const tests = files.flatMap((one) => one.assertionResults);
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      again: tests.filter((one) => one.status === "passed" && one.invocations > 1).length,
      names: files.flatMap(failedIn),
    };
  });
}

/**
 * @typedef {{ fullName: string, status: string, invocations: number }} JestTest
 * @typedef {{ name: string, status: string, assertionResults: JestTest[] }} JestFile
 */

/**
 * @param {JestFile} file
 * @returns {string[]} the names of its failed tests, or its own if it could not be run
 */
function failedIn({ name, status, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (status === "failed" && failed.length === 0) return [name];
  return failed.map((test) => test.fullName);
}

/**
 * Runs Playwright.
 * @param {string} name of the file under test-results/ that keeps its results
 * @param {string[]} files which files to run, as regular expressions
 * @returns {Counts}
 */
export function runPlaywright(name, files) {
  const file = resultsOf(name);
  const bin = "node_modules/@playwright/test/cli.js";
  process.env.PLAYWRIGHT_RESULTS = file;
  const succeeded = run(bin, ["test", ...files], file);
  return counted(succeeded, () => {
    const { stats, errors, suites } = JSON.parse(readFileSync(file, "utf8"));
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
      again: stats.flaky,
      names: suites.flatMap(unexpectedIn),
    };
  });
}

/**
 * @typedef {{ title: string, ok: boolean }} PlaywrightTest
 * @typedef {{ title: string, specs?: PlaywrightTest[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {PlaywrightSuite} suite a file, or a group of tests in one
 * @returns {string[]} the names of its failed tests
 */
function unexpectedIn({ title, specs = [], suites = [] }) {
  const failed = specs.filter((test) => !test.ok).map((test) => test.title);
  return [...failed, ...suites.flatMap(unexpectedIn)].map((name) => `${title} › ${name}`);
}

/**
 * @param {boolean} built
 * @returns {boolean} whether there is something to test
 */
function ready(built) {
  try {
    generateClients();
    if (built) buildIfChanged();
    return true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}

/**
 * Runs a program of node_modules, its output on this terminal.
 * @param {string} bin
 * @param {string[]} args
 * @param {string} results the file it writes
 * @returns {boolean} whether it succeeded
 */
function run(bin, args, results) {
  // The results of an earlier run must not be read as this one's.
  rmSync(results, { force: true });
  mkdirSync("test-results", { recursive: true });
  const { status } = spawnSync(process.execPath, [YOUNG, bin, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0;
}

/**
 * Reads a runner's counts. A failure that is no test (a file that does not load, a global setup, a
 * runner that died or ran nothing) counts as one failed test, so that it cannot look like success.
 * @param {boolean} succeeded whether the runner's own exit code was 0
 * @param {() => Counts} read
 * @returns {Counts}
 */
function counted(succeeded, read) {
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0, skipped: 0, again: 0, names: [] };
  try {
    counts = read();
  } catch {
    // The runner ended before it wrote its results.
  }
  const silent = counts.failed === 0 && (!succeeded || counts.passed + counts.skipped === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}
