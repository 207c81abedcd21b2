import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { runPrisma } from "./cli.mjs";
import { derivePostgresqlSchema, SQLITE_SCHEMA, schemaFiles } from "./derive-postgresql.mjs";

const GENERATED = "lib/platform/db/generated";
const STAMP = `${GENERATED}/.stamp`;

/**
 * Generates the Prisma clients of both databases, unless the existing ones were made from this schema
 * by this version of Prisma.
 *
 * @returns whether anything was generated.
 */
export function generateClients() {
  const stamp = stampOf();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return false;
  rmSync(STAMP, { force: true });
  runPrisma(["generate", "--schema", SQLITE_SCHEMA]);
  runPrisma(["generate", "--schema", derivePostgresqlSchema()]);
  writeFileSync(STAMP, stamp);
  return true;
}

/** What the generated code depends on. */
function stampOf() {
  const require = createRequire(import.meta.url);
  const hash = createHash("sha256");
  for (const file of schemaFiles()) hash.update(`${file}\0`).update(readFileSync(file));
  return hash
    .update(readFileSync(new URL("./derive-postgresql.mjs", import.meta.url)))
    .update(require("prisma/package.json").version)
    .digest("hex");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) generateClients();
