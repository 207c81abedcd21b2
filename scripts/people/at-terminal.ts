import { loadEnv } from "../load-env.mjs";

/**
 * Does work with the environment of the app, for a reader of English, and with the product's hooks; what
 * refuses it is told in a line. Modules that read the environment are to be imported in `run`.
 */
export async function atTerminal(run: () => Promise<void>): Promise<void> {
  Object.assign(process.env, { NODE_ENV: "production" });
  loadEnv();
  try {
    await withApp(run);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}

async function withApp(run: () => Promise<void>): Promise<void> {
  const { registerHooks } = await import("@/lib/features/hooks/hooks");
  const { disconnect } = await import("@/lib/platform/db/client");
  const { withReader } = await import("@/lib/platform/texts/reader");
  const { productHooks } = await import("@/product/hooks");
  registerHooks(productHooks);
  // Which providers there are: an identity of any other is no way in.
  await import("@/lib/web/providers/list");
  try {
    await withReader(() => ({ language: "en", timeZone: null }), run);
  } finally {
    await disconnect();
  }
}

/** A problem says more to whom it is told than to the log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "detail" in error && typeof error.detail === "string" ? error.detail : error.message;
}
