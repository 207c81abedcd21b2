// npm run test:slow: faults on purpose, and what needs many samples.

import { APART, runJest, runTests } from "./test/runners.mjs";

// One file at a time: a neighbour's load would be measured too.
runTests([() => runJest("jest-slow", ["--runInBand", "--selectProjects", ...APART])]);
