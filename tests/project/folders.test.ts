import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const MOST = 14;
/** A feature with more is two. */
const MOST_OF_FEATURE = 10;
const MOST_LINES = 220;

const isFolder = (entry: { isDirectory(): boolean; name: string }) =>
  entry.isDirectory() && entry.name !== "generated";

/** Each folder below `root`, itself included, with how many files it holds. */
function sizes(root: string): { folder: string; files: number }[] {
  const entries = readdirSync(root, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  const below = entries.filter(isFolder).flatMap(({ name }) => sizes(path.join(root, name)));
  return [{ folder: root, files }, ...below];
}

test.each(["lib", "components", "tests"])("no folder of %s holds more than 14 files", (root) => {
  expect(sizes(root).filter(({ files }) => files > MOST)).toEqual([]);
});

test("no feature has more than ten files beside its folders", () => {
  const features = readdirSync("lib/features").map((name) => path.join("lib/features", name));
  const counts = features.flatMap((feature) => sizes(feature).slice(0, 1));
  expect(counts.length).toBeGreaterThan(MOST);
  expect(counts.filter(({ files }) => files > MOST_OF_FEATURE)).toEqual([]);
});

const isTooLong = (file: string) =>
  readFileSync(file, "utf8").trimEnd().split("\n").length > MOST_LINES;

test("no file of lib has more than 220 lines", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("generated"))
    .map((file) => path.join("lib", file));
  expect(files.length).toBeGreaterThan(MOST);
  expect(files.filter(isTooLong)).toEqual([]);
});
