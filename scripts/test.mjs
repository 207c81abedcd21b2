// npm test: generate, build if needed, run Jest and Playwright, and close with one line that counts
// the tests of both.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { generateClients } from "./prisma/generate.mjs";
import { buildIfChanged } from "./start/build.mjs";

const JEST_RESULTS = "test-results/jest.json";
const PLAYWRIGHT_RESULTS = "test-results/playwright.json";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Runs a program of node_modules, its output on this terminal.
 * @param {string} bin
 * @param {string[]} args
 * @returns {boolean} whether it succeeded
 */
function run(bin, args) {
  const { status } = spawnSync(process.execPath, [bin, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0;
}

/**
 * A runner's counts. What failed without being a test (a file that does not load, a global setup, a
 * runner that died or ran nothing) counts as one failure, so that nothing red looks green.
 * @param {boolean} succeeded whether the runner itself was content
 * @param {() => Counts} read
 * @returns {Counts}
 */
function counted(succeeded, read) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read();
  } catch {
    // No results were written: the runner ended before its end.
  }
  const silent = counts.failed === 0 && (!succeeded || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

/** @returns {Counts} */
function runJest() {
  const succeeded = run("node_modules/jest/bin/jest.js", [
    "--ci",
    "--json",
    `--outputFile=${JEST_RESULTS}`,
  ]);
  return counted(succeeded, () => {
    const results = JSON.parse(readFileSync(JEST_RESULTS, "utf8"));
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  });
}

/** @returns {Counts} */
function runPlaywright() {
  const succeeded = run("node_modules/@playwright/test/cli.js", ["test"]);
  return counted(succeeded, () => {
    const { stats, errors } = JSON.parse(readFileSync(PLAYWRIGHT_RESULTS, "utf8"));
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
    };
  });
}

/** @returns {Counts[]} */
function runAll() {
  // Yesterday's results must not pass for today's.
  rmSync("test-results", { recursive: true, force: true });
  mkdirSync("test-results");
  try {
    generateClients();
    buildIfChanged();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
  return [runJest(), runPlaywright()];
}

const runs = runAll();
const sum = (/** @type {keyof Counts} */ key) => runs.reduce((total, run) => total + run[key], 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}\n`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
