const { default: nextJest } = require("next/jest");

const withNext = nextJest({ dir: __dirname });

const support = (/** @type {string} */ name) => `<rootDir>/tests/support/${name}.ts`;

/**
 * A Jest project. The global setup, if any, runs once and only when the project is selected.
 * @param {string} name
 * @param {string} folder the folder of tests/ it runs.
 * @param {{ world?: string, setup?: boolean, skip?: string }} [options] `world` names its files
 * under tests/support/jest (two projects of one world share its servers); `setup` is whether it
 * needs a database or a running app; `skip` is a folder below `folder` it leaves out.
 */
async function project(name, folder, { world = name, setup = true, skip } = {}) {
  return withNext({
    displayName: name,
    testEnvironment: "node",
    testMatch: [`<rootDir>/tests/${folder}/**/*.test.ts`],
    ...(skip && { testPathIgnorePatterns: [`<rootDir>/tests/${folder}/${skip}/`] }),
    // A second package.json of the same name.
    modulePathIgnorePatterns: ["<rootDir>/.next-standalone/"],
    moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
    setupFilesAfterEnv: [support("console"), support(`jest/before-${world}`)],
    ...(setup && {
      globalSetup: support(`jest/setup-${world}`),
      globalTeardown: support("jest/teardown"),
    }),
  })();
}

module.exports = async () => ({
  // A file may start servers of its own, on a machine that has other things to do.
  testTimeout: 60_000,
  // Each has an app of its own on either database, and that needs a core, too.
  maxWorkers: 2,
  projects: await Promise.all([
    project("unit", "unit", { setup: false }),
    project("db-sqlite", "db"),
    project("db-postgresql", "db"),
    project("api-sqlite", "api"),
    project("api-postgresql", "api"),
    project("attack-sqlite", "attack", { world: "api-sqlite" }),
    // What tests/attack/http proves is decided before a database is asked.
    project("attack-postgresql", "attack", { world: "api-postgresql", skip: "http" }),
    project("move", "move"),
    // Apart, by `npm run test:slow`.
    project("fault", "fault", { skip: "postgresql" }),
    project("fault-postgresql", "fault/postgresql", { world: "db-postgresql" }),
    project("slow", "slow"),
  ]),
});
