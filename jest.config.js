const { default: nextJest } = require("next/jest");

/** What all projects share; made once, because Next reads its configuration for it. */
const sharedConfig = nextJest({ dir: __dirname })({
  testEnvironment: "node",
  // A second package.json of the same name.
  modulePathIgnorePatterns: ["<rootDir>/.next-standalone/"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
});

const support = (/** @type {string} */ name) => `<rootDir>/tests/support/${name}.ts`;

/**
 * A Jest project. The global setup, if any, runs once and only when the project is selected.
 * @param {Awaited<ReturnType<typeof sharedConfig>>} shared
 * @param {string} name
 * @param {string} folder the folder of tests/ it runs.
 * @param {{ world?: string, setup?: boolean, skip?: string }} [options] `world` names its files
 * under tests/support/jest (two projects of one world share its servers); `setup` is whether it
 * needs a database or a running app; `skip` is a folder below `folder` it leaves out.
 */
function project(shared, name, folder, { world = name, setup = true, skip } = {}) {
  const skipped = skip ? [`<rootDir>/tests/${folder}/${skip}/`] : [];
  return {
    ...shared,
    displayName: name,
    testMatch: [`<rootDir>/tests/${folder}/**/*.test.ts`],
    testPathIgnorePatterns: [...(shared.testPathIgnorePatterns ?? []), ...skipped],
    setupFilesAfterEnv: [support("app/console"), support(`jest/before/${world}`)],
    ...(setup && {
      globalSetup: support(`jest/setup/${world}`),
      globalTeardown: support("jest/teardown"),
    }),
  };
}

module.exports = async () => {
  const shared = await sharedConfig();
  return {
    // A file may start servers of its own, on a machine that has other things to do: this is for
    // what hangs.
    testTimeout: 180_000,
    // Each has an app of its own on either database, and that needs a core, too.
    maxWorkers: 2,
    projects: [
      project(shared, "unit", "unit", { setup: false }),
      project(shared, "project", "project", { world: "unit", setup: false }),
      project(shared, "db-sqlite", "db"),
      project(shared, "db-postgresql", "db"),
      project(shared, "api-sqlite", "api"),
      project(shared, "api-postgresql", "api"),
      project(shared, "attack-sqlite", "attack", { world: "api-sqlite" }),
      // What tests/attack/http proves is decided before a database is asked.
      project(shared, "attack-postgresql", "attack", { world: "api-postgresql", skip: "http" }),
      project(shared, "move", "move"),
      // Apart, by `npm run test:slow`.
      project(shared, "fault", "fault", { skip: "postgresql" }),
      project(shared, "fault-postgresql", "fault/postgresql", { world: "db-postgresql" }),
      project(shared, "slow", "slow"),
    ],
  };
};
