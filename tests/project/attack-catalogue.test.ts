import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { filesByNumber } from "@/tests/asvs/titles";

const CATALOGUE = "tests/attack/README.md";
const ROW = /^\| (\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$/gm;

const rows = [...readFileSync(CATALOGUE, "utf8").matchAll(ROW)].map(
  ([, number, name = "", source = "", tests = ""]) => ({
    number: Number(number),
    ...{ name, source },
    files: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) =>
      path.join(path.dirname(CATALOGUE), link),
    ),
  }),
);

test("the numbers run from 1 without a gap", () => {
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
});

test("each row names the files in which the number begins a title", () => {
  const named = rows.filter(({ files }) => files.length > 0);
  expect(new Map(named.map(({ number, files }) => [number, files.sort()]))).toEqual(
    filesByNumber(),
  );
});

test("each row names the attack and its source", () => {
  expect(rows.filter(({ name, source }) => !/\w/.test(name) || !/\w/.test(source))).toEqual([]);
});

test("every number has a test", () => {
  expect(rows.filter(({ files }) => files.length === 0)).toEqual([]);
});

test("every file exists", () => {
  expect(rows.flatMap(({ files }) => files).filter((file) => !existsSync(file))).toEqual([]);
});
