// npm test: unit, database, API and browser tests.

import { APART, runJest, runPlaywright, runTests } from "./test/runners.mjs";

runTests([() => runJest("jest", ["--ignoreProjects", ...APART]), () => runPlaywright()]);
