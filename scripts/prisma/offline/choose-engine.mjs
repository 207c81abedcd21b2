import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Makes the Prisma CLI use the bundled WebAssembly engine, unless a native one is installed or the
 * environment names one. Does nothing on Windows, which cannot execute a script by its first line.
 */
export function chooseSchemaEngine() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY || process.platform === "win32") return;
  if (hasNativeEngine()) return;
  process.env.PRISMA_SCHEMA_ENGINE_BINARY = fileURLToPath(
    new URL("./schema-engine.mjs", import.meta.url),
  );
}

function hasNativeEngine() {
  const fromPrisma = createRequire(createRequire(import.meta.url).resolve("prisma/package.json"));
  const folder = path.dirname(fromPrisma.resolve("@prisma/engines/package.json"));
  return readdirSync(folder).some((file) => file.startsWith("schema-engine-"));
}
