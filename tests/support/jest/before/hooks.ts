import { registerHooks } from "@/lib/features/hooks/hooks";
import { productHooks } from "@/product/hooks";

// As the server does at its start: tests call features in their own process, too.
registerHooks(productHooks);

/*
 * Closes the log of a test file that has loaded one: it listens for the end of the process in order to be
 * flushed, and would keep all that the file has loaded in the worker's memory.
 */
afterAll(async () => {
  const loaded = require.cache[require.resolve("@/lib/platform/core/log")];
  if (!loaded) return;
  const { symbols } = await import("pino");
  Reflect.get(loaded.exports.log, symbols.streamSym).destroy();
});
