import { readdirSync } from "node:fs";
import path from "node:path";

const MOST = 14;

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
