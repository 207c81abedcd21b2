import { inspect } from "node:util";
import { BootError, checkBoot } from "./boot";

/**
 * Checks that the app can run, then starts its services. Whatever fails ends the process, what an
 * operator can mend with one line: Next would go on without it, and half a server helps nobody.
 */
export async function startServer(): Promise<void> {
  try {
    await checkBoot();
    // Imported here: almost nothing else loads where the environment is wrong.
    await (await import("./background")).startBackground();
  } catch (error) {
    process.stderr.write(`${error instanceof BootError ? error.message : inspect(error)}\n`);
    process.exit(1);
  }
}
