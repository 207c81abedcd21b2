const { default: nextJest } = require("next/jest");

const withNext = nextJest({ dir: __dirname });

const support = (/** @type {string} */ name) => `<rootDir>/tests/support/${name}.ts`;

/**
 * A Jest project. The global setup, if any, runs once and only when the project is selected.
 * @param {string} name also names its files under tests/support/jest.
 * @param {string} folder the folder of tests/ it runs.
 * @param {boolean} [world] whether it needs a database or a running app.
 */
async function project(name, folder, world = true) {
  return withNext({
    displayName: name,
    testEnvironment: "node",
    testMatch: [`<rootDir>/tests/${folder}/**/*.test.ts`],
    moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
    setupFilesAfterEnv: [support("console"), support(`jest/before-${name}`)],
    ...(world && {
      globalSetup: support(`jest/setup-${name}`),
      globalTeardown: support("jest/teardown"),
    }),
  })();
}

module.exports = async () => ({
  // A file may start a server of its own.
  testTimeout: 20_000,
  projects: await Promise.all([
    project("unit", "unit", false),
    project("db-sqlite", "db"),
    project("db-postgresql", "db"),
    project("api-sqlite", "api"),
    project("api-postgresql", "api"),
    // Apart, by `npm run test:slow`.
    project("fault", "fault"),
    project("slow", "slow"),
  ]),
});
