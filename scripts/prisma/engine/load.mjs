import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

/**
 * Loads Prisma's schema engine, compiled to WebAssembly.
 * The package's own entry imports the `.wasm` as a module, which Node 20 cannot do. So this function
 * makes the instance itself.
 *
 * @param {(message: string) => void} onPanic is called with the reason before the engine aborts.
 * @returns the `SchemaEngine` class.
 */
export async function loadSchemaEngine(onPanic) {
  // The engine's panic hook looks for this global.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: onPanic } });
  const entry = createRequire(import.meta.url).resolve(
    "@prisma/schema-engine-wasm/schema_engine_bg",
  );
  const bytes = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": Object.fromEntries(Object.entries(bindings).map(withoutHold)),
  });
  bindings.__wbg_set_wasm(instance.exports);
  /** @type {() => void} */ (instance.exports.__wbindgen_start)();
  return bindings.SchemaEngine;
}

/**
 * Lets the process end while the engine's timers run: it sets one of ten seconds beside its wait for a lock,
 * and never clears it. What it waits for has a connection, which keeps the process alive.
 *
 * @param {[string, unknown]} binding
 * @returns {[string, WebAssembly.ImportValue]}
 */
function withoutHold([name, value]) {
  if (!name.startsWith("__wbg_setTimeout_"))
    return [name, /** @type {WebAssembly.ImportValue} */ (value)];
  return [
    name,
    (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms >>> 0).unref(),
  ];
}
