import { reasonOf as inOneLine } from "@/lib/web/server/reason";
import { loadEnv } from "../load-env.mjs";

/**
 * Runs work with the environment of the app, for an English reader, and with the product's hooks; a refusal
 * is printed in one line. Modules that read the environment must be imported in `run`.
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
  // Which providers there are: an identity at any other is no way in.
  await import("@/lib/web/providers/list");
  try {
    await withReader(() => ({ language: "en", timeZone: null }), run);
  } finally {
    await disconnect();
  }
}

/** A problem's details are for the person at the terminal: of an invalid value, what is said beside its field. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("errors" in error && Array.isArray(error.errors) && error.errors.length > 0) {
    return error.errors.map(({ message }) => message).join(" ");
  }
  return "detail" in error && typeof error.detail === "string" ? error.detail : inOneLine(error);
}
