// Writes the tables and charts of docs/performance.md, from the last complete run, results/full.json.
//
//   node report/publish.mjs [--check]
//
// `node bench.mjs` runs it at its end. --check writes nothing, and fails if something would change.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { charts } from "./charts.mjs";
import { tables } from "./tables.mjs";

const bench = path.resolve(import.meta.dirname, "..");
const docs = path.resolve(bench, "../docs");
const PAGE = "performance.md";
const CHARTS = "performance";

const read = (file) => readFileSync(path.join(docs, file), "utf8");

/** @returns [name, text] of each file under docs/ @throws when the page has no place for a table */
function pages() {
  const results = JSON.parse(readFileSync(path.join(bench, "results/full.json"), "utf8"));
  const drawn = Object.entries(charts(results)).map(([name, svg]) => [`${CHARTS}/${name}`, svg]);
  return [[PAGE, withTables(read(PAGE), tables(results))], ...drawn];
}

function withTables(page, tables) {
  let text = page;
  for (const [name, table] of Object.entries(tables)) {
    const [open, close] = [`<!-- bench: ${name} -->`, "<!-- /bench -->"];
    const start = text.indexOf(open);
    const end = text.indexOf(close, start);
    if (start < 0 || end < 0) throw new Error(`docs/${PAGE} has no ${open} … ${close}`);
    text = `${text.slice(0, start)}${open}\n${table}\n${text.slice(end)}`;
  }
  return text;
}

export function publish() {
  mkdirSync(path.join(docs, CHARTS), { recursive: true });
  for (const [name, text] of pages()) writeFileSync(path.join(docs, name), text);
}

function check() {
  for (const [name, text] of pages()) {
    if (read(name) !== text)
      throw new Error(`docs/${name} is not what bench/results/full.json says`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--check")) check();
  else publish();
}
