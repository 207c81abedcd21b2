// npm test: unit, database, API and browser tests.

import { runJest, runPlaywright, runTests } from "./test/runners.mjs";

runTests([() => runJest("jest", ["--ignoreProjects", "fault", "slow"]), () => runPlaywright()]);
