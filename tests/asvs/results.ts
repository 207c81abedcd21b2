import { readFileSync } from "node:fs";
import path from "node:path";

/** A test of a run: its file from the root, and its titles from the outermost block inwards. */
export type RanTest = { file: string; titles: string[]; passed: boolean };

type JestResults = {
  testResults: {
    name: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
  }[];
};

type PlaywrightSuite = {
  title: string;
  file: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: { status: string }[] }[];
};

type PlaywrightResults = { config: { rootDir: string }; suites: PlaywrightSuite[] };

const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const fromRoot = (file: string) => path.relative(process.cwd(), file);

/**
 * What Jest wrote with --json. A test that one project skipped is left out if it passed in another:
 * what one database cannot run is proved on the other. Skipped everywhere, it has not passed.
 * @param files of runs that are judged together
 */
export function jestResults(files: string[]): RanTest[] {
  const ran = files.flatMap((file) => (read(file) as JestResults).testResults);
  const all = ran.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: fromRoot(name),
      titles: [...ancestorTitles, title],
      passed: status === "passed",
      skipped: status === "pending",
    })),
  );
  const nameOf = ({ file, titles }: RanTest) => JSON.stringify([file, titles]);
  const passed = new Set(all.filter((test) => test.passed).map(nameOf));
  return all
    .filter((test) => !(test.skipped && passed.has(nameOf(test))))
    .map(({ skipped: _, ...test }) => test);
}

/** What Playwright's JSON reporter wrote. */
export function playwrightResults(file: string): RanTest[] {
  const { config, suites }: PlaywrightResults = read(file);
  const testsOf = (suite: PlaywrightSuite, above: string[]): RanTest[] => [
    ...suite.specs.map(({ title, tests }) => ({
      file: fromRoot(path.join(config.rootDir, suite.file)),
      titles: [...above, title],
      passed: tests.every(({ status }) => status === "expected" || status === "flaky"),
    })),
    ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, [...above, inner.title])),
  ];
  return suites.flatMap((suite) => testsOf(suite, []));
}
