import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "./tests/support/browser/chromium";

export default defineConfig({
  testDir: "tests/e2e",
  // Finds a browser, starts the built app and tells the workers both by the environment.
  globalSetup: "./tests/support/browser/setup.ts",
  workers: 3,
  // For what hangs. A test that walks every page says so: test.slow().
  // A shared machine of CI may take three times as long.
  timeout: process.env.CI ? 90_000 : 30_000,
  expect: { timeout: process.env.CI ? 30_000 : 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // A browser on a shared machine misses a moment now and then. The closing line counts what needed this.
  retries: process.env.CI ? 1 : 0,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_RESULTS ?? "test-results/playwright.json" }],
  ],
  outputDir: "test-results/e2e",
  use: {
    baseURL: process.env.NEXTAUTH_URL ?? "",
    headless: true,
    // What failed is shown by `npx playwright show-trace test-results/e2e/…/trace.zip`. In CI it is written at the
    // second try only: to keep a trace of every test costs a tenth of the run.
    trace: { mode: process.env.CI ? "on-first-retry" : "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? "", args: CHROMIUM_ARGS },
  },
  projects: [
    { name: "js" },
    // What a person can do without JavaScript is told by the tag.
    { name: "no-js", grep: /@nojs/, use: { javaScriptEnabled: false } },
  ],
});
