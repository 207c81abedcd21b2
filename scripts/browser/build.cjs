const { createHash } = require("node:crypto");
const { existsSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { buildSync } = require("esbuild");

const ROOT = path.join(__dirname, "../..");

/** What browsers load beside Next's own scripts: files of public/, and what they are made from. */
const SCRIPTS = {
  "forms.js": "components/form/script/forms.ts",
  "password-strength.js": "components/form/password/password-strength.ts",
  "passkeys.js": "components/form/script/passkey-ceremony.ts",
};

/**
 * Builds the scripts of the forms into public/, for pages that have no framework to load them.
 *
 * @returns {string} a version for their addresses, made from what is in them
 */
function buildBrowserScripts() {
  const version = createHash("sha256");
  for (const [name, source] of Object.entries(SCRIPTS)) {
    const { outputFiles } = buildSync({
      entryPoints: [path.join(ROOT, source)],
      absWorkingDir: ROOT,
      bundle: true,
      minify: true,
      write: false,
      // The first is loaded by a tag, the others by the first.
      format: name === "forms.js" ? "iife" : "esm",
      // What Next builds for.
      target: ["chrome111", "edge111", "firefox111", "safari15.4"],
      logLevel: "warning",
    });
    const text = outputFiles.map((file) => file.text).join("");
    version.update(text);
    writeIfChanged(path.join(ROOT, "public", name), text);
  }
  return version.digest("hex").slice(0, 12);
}

/** At once or not at all: Next's workers come here at the same time. */
function writeIfChanged(/** @type {string} */ file, /** @type {string} */ text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, text);
  renameSync(whole, file);
}

module.exports = { buildBrowserScripts };
