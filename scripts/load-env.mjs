import { createRequire } from "node:module";

/** @type {typeof import("@next/env")} */
const { loadEnvConfig } = createRequire(import.meta.url)("@next/env");

/** Loads the `.env*` files into the environment, by the rules of Next.js, and prints only errors. */
export function loadEnv() {
  loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production", {
    info: () => {},
    error: (...told) => process.stderr.write(`${told.join(" ")}\n`),
  });
}
