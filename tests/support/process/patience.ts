/*
 * A test may take 30 s, and 90 s in CI (jest.config.js). Longer ones say so with one of these: they are for
 * a busy machine, not what is expected.
 */

/** How long a test waits for something to happen: less than it may take itself. */
export const PATIENCE_MS = process.env.CI ? 60_000 : 20_000;

/** A hook or a test that starts servers. */
export const START_MS = 120_000;

/** A hook or a test that builds the app. */
export const BUILD_MS = 400_000;

/** A test that sends hundreds of requests. */
export const CROWD_MS = 120_000;
