import { readFileSync } from "node:fs";
import { outputFile } from "./server";

/**
 * The running app that the tests of a worker share. The tests have the same environment, so a test can
 * import lib/ and use the same database.
 */
export const app = {
  get url() {
    return variable("NEXTAUTH_URL");
  },
  get dataDir() {
    return variable("DATA_DIR");
  },
  /** All that the server wrote to stdout and stderr so far. */
  output: () => readFileSync(outputFile(variable("DATA_DIR")), "utf8"),
};

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the global setup has not run`);
  return value;
}
