import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSqliteApp, stopWorld } from "../app/servers";
import { findChromium } from "./chromium";

/**
 * Playwright's global setup: the built app on SQLite and a browser. The workers inherit the
 * environment, so the app's is theirs: `app` of app.ts and lib/ work in a test.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  // Unpacked once here, not by two workers at the same time.
  process.env.CHROMIUM_PATH = await findChromium();
  // The bundled browser may run without any installed font. It brings one; text without a font has no size
  // and cannot be clicked.
  if (process.env.CHROMIUM_PATH === join(tmpdir(), "chromium")) {
    process.env.FONTCONFIG_PATH ??= join(tmpdir(), "fonts");
  }
  Object.assign(process.env, (await startSqliteApp()).env);
  return stopWorld;
}
