// npm test: unit, database, API, attack and browser tests, on SQLite.
// npm run test:postgresql: the same on PostgreSQL, except what is decided before a database is asked.
// npm run test:pages: every page: accessibility, keyboard, media, screenshots.
// npm run test:fault: deliberate faults.
// npm run test:slow: what builds the app again, and measurements that need many samples.
// npm run test:project: what this repository says about itself.
// npm run test:browsers: an account in the browsers that are installed beside Chromium.

import { APART, FAULT, POSTGRESQL, runJest, runPlaywright, runTests } from "./runners.mjs";

/** @type {Record<string, Parameters<typeof runTests>[0]>} */
const RUNS = {
  usual: [
    () => runJest("jest", ["--ignoreProjects", ...APART]),
    () => runPlaywright("playwright", ["tests/e2e/(?!every-page/)"]),
  ],
  postgresql: [() => runJest("jest-postgresql", ["--selectProjects", ...POSTGRESQL])],
  pages: [() => runPlaywright("playwright-pages", ["tests/e2e/every-page/"])],
  // One file at a time: the load of another would be measured too.
  fault: [() => runJest("jest-fault", ["--runInBand", "--selectProjects", ...FAULT])],
  slow: [() => runJest("jest-slow", ["--runInBand", "--selectProjects", "slow"])],
  browsers: [() => runJest("jest-browsers", ["--selectProjects", "browsers"])],
  project: [() => runJest("jest-project", ["--selectProjects", "project"])],
};

const [name = "usual"] = process.argv.slice(2);
runTests(RUNS[name] ?? [], { built: name !== "project" });
