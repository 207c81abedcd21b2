import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "@/scripts/asvs/judge";
import { numberedTests } from "@/scripts/asvs/numbered-tests";
import { asvsPage } from "@/scripts/asvs/page";
import { type Requirement, testsOf, titlePattern, type Verdict } from "@/scripts/asvs/requirement";
import { chapters } from "@/scripts/asvs/requirements";
import { jestResults } from "@/scripts/asvs/results";

const requirements = chapters.flatMap((chapter) => chapter.requirements);
const numbered = numberedTests();

test("each requirement is there once, in order", () => {
  const ids = requirements.map(({ id }) => id);
  const sorted = [...new Set(ids)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  expect(ids).toEqual(sorted);
});

test("every proof names tests that exist", () => {
  const missing = requirements.flatMap((requirement) => {
    const { attacks = [], tests = {} } = testsOf(requirement);
    const named = Object.entries(tests).flatMap(([file, titles]) => {
      const source = existsSync(file) ? readFileSync(file, "utf8") : "";
      const isThere = (title: string) =>
        new RegExp(`["'\`]${titlePattern(title, "[^\\n]*")}["'\`]`).test(source);
      return titles.filter((title) => !isThere(title)).map((title) => `${file} › ${title}`);
    });
    const unknown = attacks.filter((number) => !numbered.has(number));
    return [...named, ...unknown.map((number) => `attack ${number}`)].map(
      (what) => `${requirement.id}: ${what}`,
    );
  });
  expect(missing).toEqual([]);
});

test("docs/asvs.md is what `npm run asvs` writes when every proof holds", () => {
  // Without results a proof by tests has failed; all others are what they are.
  const verdictOf = (requirement: Requirement): Verdict => {
    const verdict = judge(requirement, []);
    return verdict === "failed" ? "passed" : verdict;
  };
  // Else: npm run asvs
  expect(readFileSync("docs/asvs.md", "utf8")).toBe(asvsPage(chapters, verdictOf, numbered));
});

/** The requirement, and a test that proves it alone. */
function provenByOne() {
  const requirement = requirements.find(({ id }) => id === "V7.4.4");
  if (!requirement) throw new Error("V7.4.4 is missing");
  const [[file = "", [title = ""] = []] = []] = Object.entries(testsOf(requirement).tests ?? {});
  return { requirement, file, title };
}

test("what did not run or failed proves nothing", () => {
  const { requirement, file, title } = provenByOne();
  const run = (passed: boolean) => ({ file, titles: ["a block", title], passed });
  expect(judge(requirement, [])).toBe("failed");
  expect(judge(requirement, [run(true)])).toBe("passed");
  expect(judge(requirement, [run(true), run(false)])).toBe("failed");
});

describe("a test that Jest skipped", () => {
  const { requirement, file, title } = provenByOne();
  const folder = mkdtempSync(join(tmpdir(), "latchkey-asvs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The verdict where each project's run of the test ended like that. */
  function verdictOf(...statuses: string[]): Verdict {
    const results = join(folder, "jest.json");
    const testResults = statuses.map((status) => ({
      name: join(process.cwd(), file),
      assertionResults: [
        { ancestorTitles: ["a block"], title, status },
        // Of the same name: it proves its part, and no more.
        { ancestorTitles: ["another block"], title, status: "passed" },
      ],
    }));
    writeFileSync(results, JSON.stringify({ testResults }));
    return judge(requirement, jestResults(results));
  }

  test("is proved by another project in which it passed", () => {
    expect(verdictOf("passed", "passed")).toBe("passed");
    expect(verdictOf("pending", "passed")).toBe("passed");
    expect(verdictOf("passed", "pending")).toBe("passed");
  });

  test("proves nothing where it passed in none", () => {
    expect(verdictOf("pending")).toBe("failed");
    expect(verdictOf("pending", "pending")).toBe("failed");
    expect(verdictOf("pending", "failed")).toBe("failed");
  });
});
