/*
 * Preloaded into a server: when it ends it writes which files it has loaded, one a line, to LOADED_FILE.
 */
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  writeFileSync(String(process.env.LOADED_FILE), Object.keys(require.cache).join("\n"));
});
