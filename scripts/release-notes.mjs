// node scripts/release-notes.mjs v1.2.3: prints what CHANGELOG.md says of a release.

import { readFileSync } from "node:fs";
import { fail } from "./start/tell.mjs";

try {
  process.stdout.write(notesOf(process.argv[2] ?? ""));
} catch (error) {
  fail(error, "release");
}

/**
 * @param {string} tag such as `v1.2.3`.
 * @returns the section of that release, without its heading.
 * @throws Error when package.json names another version, or the section is missing or has no date.
 */
function notesOf(tag) {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  if (tag !== `v${version}`) throw new Error(`package.json says ${version}, the tag ${tag}`);
  const sections = readFileSync("CHANGELOG.md", "utf8").split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}]`)) ?? "";
  const [heading = "", ...lines] = section.split("\n");
  if (!/^\[.+\] - \d{4}-\d\d-\d\d$/.test(heading)) {
    throw new Error(`CHANGELOG.md has no section "[${version}] - DATE"`);
  }
  return `${lines.join("\n").trim()}\n`;
}
