import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "./tests/support/browser/chromium";

export default defineConfig({
  testDir: "tests/e2e",
  // Finds a browser, starts the built app and tells the workers both by the environment.
  globalSetup: "./tests/support/browser/setup.ts",
  workers: 2,
  // For what hangs; a machine may have other things to do.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  outputDir: "test-results/e2e",
  use: {
    baseURL: process.env.NEXTAUTH_URL ?? "",
    headless: true,
    trace: "off",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? "", args: CHROMIUM_ARGS },
  },
  projects: [
    { name: "js" },
    // What a person can do without JavaScript is told by the tag.
    { name: "no-js", grep: /@nojs/, use: { javaScriptEnabled: false } },
  ],
});
