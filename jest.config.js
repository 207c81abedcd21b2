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
 * Tests that run on SQLite alone: what they prove is decided before a database is asked, or would be
 * the same on any. What a database does is proved on both by the rest.
 */
const ON_ONE_DATABASE = [
  // Guards, the access of each role to each route, headers. That a password replaced meanwhile counts no more
  // is proved on both in db/features/sign-in and db/features/sessions/(asking|renewal).
  "api/guard/",
  // Forms, redirects and cookies of the sign-in.
  "api/next-auth/",
  // What is built and logged, other secrets, https.
  "api/server/(built-output|failing-page|metrics|request-log|settings)",
  "attack/http/",
  "attack/input/",
  // Their rows are proved on both in tests/db/tables; who comes at once in attack/accounts/last-admin and
  // attack/accounts/guesses-at-once; what an operator changes in db/sign-in/credential-changed, too.
  "api/(account/throttles|admin/last-admin|admin/operator|me/devices)",
  // The same answers to everybody; throttles themselves are proved in tests/db, and guesses at once
  // in tests/attack/accounts/guesses-at-once.test.ts.
  "attack/accounts/(enumeration|guessing|other-peoples-rows|purposes)",
  // What providers answer, each with servers of its own. The rows that a sign-in through one makes and
  // finds are proved on both in db/providers/(sign-in|connections|address|invited|logout|races).
  "db/providers/(hostile|named|real)",
  // Whoever waits for SQLite's one connection; PostgreSQL has many.
  "db/turns",
].map((files) => `<rootDir>/tests/${files}`);

/** What PostgreSQL refuses and SQLite takes, such as a NUL or half a character, is what it looks for. */
const ON_POSTGRESQL_ALONE = ["<rootDir>/tests/api/api-reference/fuzz"];

/**
 * A Jest project. The global setup, if any, runs once and only when the project is selected.
 * @param {Awaited<ReturnType<typeof sharedConfig>>} shared
 * @param {string} name
 * @param {string} folder the folder of tests/ it runs.
 * @param {{ world?: string, setup?: boolean, skip?: string[] }} [options] `world` names its files
 * under tests/support/jest (two projects of one world share its servers); `setup` is whether it
 * needs a database or a running app; `skip` are patterns of files it leaves out.
 */
function project(shared, name, folder, { world = name, setup = true, skip = [] } = {}) {
  return {
    ...shared,
    displayName: name,
    // A product has tests of its own, below product/tests.
    testMatch: ["tests", "product/tests"].map((root) => `<rootDir>/${root}/${folder}/**/*.test.ts`),
    testPathIgnorePatterns: [...(shared.testPathIgnorePatterns ?? []), ...skip],
    setupFilesAfterEnv: [
      support("app/console"),
      support(`jest/before/${world}`),
      support("jest/before/hooks"),
    ],
    ...(setup && {
      globalSetup: support(`jest/setup/${world}`),
      globalTeardown: support("jest/teardown"),
    }),
  };
}

module.exports = async () => {
  const shared = await sharedConfig();
  return {
    // For what hangs. A hook that starts servers and a test that is long by nature say so
    // (tests/support/process/patience.ts).
    // A shared machine of CI may take three times as long.
    testTimeout: process.env.CI ? 90_000 : 30_000,
    // For two cores: a test waits for a fifth of its time, for a throttle, a mail or a timeout.
    maxWorkers: 3,
    // What a file loads is not all given back: after some hundred of them a worker would run out of memory.
    workerIdleMemoryLimit: "1200MB",
    projects: [
      project(shared, "unit", "unit", { setup: false }),
      project(shared, "project", "project", { world: "unit", setup: false }),
      project(shared, "db-sqlite", "db"),
      project(shared, "db-postgresql", "db", { skip: ON_ONE_DATABASE }),
      project(shared, "api-sqlite", "api", { skip: ON_POSTGRESQL_ALONE }),
      project(shared, "api-postgresql", "api", { skip: ON_ONE_DATABASE }),
      project(shared, "attack-sqlite", "attack", { world: "api-sqlite" }),
      project(shared, "attack-postgresql", "attack", {
        world: "api-postgresql",
        skip: ON_ONE_DATABASE,
      }),
      project(shared, "move", "move"),
      // Apart, by `npm run test:fault` and `npm run test:slow`.
      project(shared, "fault", "fault", { skip: ["<rootDir>/tests/fault/postgresql/"] }),
      project(shared, "fault-postgresql", "fault/postgresql", { world: "db-postgresql" }),
      project(shared, "slow", "slow"),
      // Apart, by `npm run test:browsers`.
      project(shared, "browsers", "browsers", { world: "api-sqlite" }),
    ],
  };
};
