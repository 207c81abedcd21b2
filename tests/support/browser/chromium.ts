import { existsSync } from "node:fs";
import bundled from "@sparticuz/chromium";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The options to start it anywhere. The bundled package's own list is not used: it is meant for crawling
 * and disables web security, which these tests are about.
 */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  // Else it imitates a graphics card, for a fifteenth of its time.
  "--disable-gpu",
  "--disable-software-rasterizer",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
];

/**
 * Finds a Chromium: CHROMIUM_PATH, else an installed one, else the one that ships inside
 * @sparticuz/chromium (Linux; unpacked to the temp folder on first use).
 * @returns the path of its executable.
 */
export async function findChromium(): Promise<string> {
  const path = process.env.CHROMIUM_PATH ?? INSTALLED.find((candidate) => existsSync(candidate));
  return path ?? bundled.executablePath();
}
