import { join } from "node:path";

/** @returns variables that make a server load a file of `preloaded/` before its own code. */
export const preload = (name: "collecting" | "shifted-clock" | "telling-modules") => ({
  NODE_OPTIONS: `--require ${join(process.cwd(), "tests/support/process/preloaded", `${name}.cjs`)}`,
});
