// Writes the tables and charts of docs/performance.md from the last whole run, results/full.json.
// `node bench.mjs` ends with it; `node report/publish.mjs` does it alone.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { charts } from "./charts.mjs";
import { tables } from "./tables.mjs";

const bench = path.resolve(import.meta.dirname, "..");
const docs = path.resolve(bench, "../docs");
const page = path.join(docs, "performance.md");

/** @throws when the page has no place for a table */
export function publish(results) {
  let text = readFileSync(page, "utf8");
  for (const [name, table] of Object.entries(tables(results))) {
    const [open, close] = [`<!-- bench: ${name} -->`, "<!-- /bench -->"];
    const start = text.indexOf(open);
    const end = text.indexOf(close, start);
    if (start < 0 || end < 0) throw new Error(`docs/performance.md has no ${open} … ${close}`);
    text = `${text.slice(0, start)}${open}\n${table}\n${text.slice(end)}`;
  }
  writeFileSync(page, text);
  mkdirSync(path.join(docs, "performance"), { recursive: true });
  for (const [name, svg] of Object.entries(charts(results))) {
    writeFileSync(path.join(docs, "performance", name), svg);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  publish(JSON.parse(readFileSync(path.join(bench, "results/full.json"), "utf8")));
}
