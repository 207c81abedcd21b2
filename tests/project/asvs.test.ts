import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge, type Verdict } from "@/tests/asvs/judge";
import { asvsPageWhenAllPass } from "@/tests/asvs/page";
import { isTested, type Requirement, requirements } from "@/tests/asvs/requirements";
import { jestResults } from "@/tests/asvs/results";
import { filesById } from "@/tests/asvs/titles";

const filesOf = filesById();

test("each requirement is listed once, in order", () => {
  const ids = requirements.map(({ id }) => id);
  const sorted = [...new Set(ids)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  expect(ids).toEqual(sorted);
});

test("tests prove each requirement that gives no reason why not, and no other", () => {
  const tested = requirements.filter(isTested).map(({ id }) => id);
  expect([...filesOf.keys()].sort()).toEqual(tested.sort());
});

test("docs/asvs.md is what `npm run asvs` writes when every proof holds", () => {
  // Else: npm run asvs, or after a file was moved or a title changed npm run asvs -- --titles
  expect(readFileSync("docs/asvs.md", "utf8")).toBe(asvsPageWhenAllPass(filesOf));
});

const REQUIREMENT: Requirement = { id: "V1.2.3", level: 1, text: "Something holds." };
const FILE = "tests/unit/one.test.ts";
/** The ids between brackets, written so that no scan of this file takes them for a proof of theirs. */
const naming = (...ids: string[]) => `it holds [${ids.join(" ")}]`;
const OTHER = naming("V1.2.4");
const ran = (passed: boolean, title = naming("V1.2.2", "V1.2.3"), file = FILE) => ({
  ...{ file, titles: ["a block", title], passed },
});

test("a requirement is proved by all tests that name it, or whose block does", () => {
  const verdict = (...tests: ReturnType<typeof ran>[]) => judge(REQUIREMENT, [FILE], tests);
  expect(verdict(ran(true))).toBe("passed");
  expect(verdict(ran(true), ran(false))).toBe("failed");
  expect(verdict(ran(true), ran(false, OTHER))).toBe("passed");
  expect(verdict({ file: FILE, titles: [naming("V1.2.3"), "in a block"], passed: true })).toBe(
    "passed",
  );
});

test("a test that did not run proves nothing", () => {
  expect(judge(REQUIREMENT, [], [])).toBe("failed");
  expect(judge(REQUIREMENT, [FILE], [])).toBe("failed");
  expect(judge(REQUIREMENT, [FILE], [ran(true, OTHER)])).toBe("failed");
  expect(judge(REQUIREMENT, [FILE, "tests/unit/two.test.ts"], [ran(true)])).toBe("failed");
});

describe("a test that Jest skipped", () => {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-asvs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The verdict where each project's run of the test ended like that. */
  function verdictOf(...statuses: string[]): Verdict {
    const results = join(folder, "jest.json");
    const title = naming("V1.2.3");
    const testResults = statuses.map((status) => ({
      name: join(process.cwd(), FILE),
      assertionResults: [
        { ancestorTitles: ["a block"], title, status },
        // Of the same name: it proves its part, and no more.
        { ancestorTitles: ["another block"], title, status: "passed" },
      ],
    }));
    writeFileSync(results, JSON.stringify({ testResults }));
    return judge(REQUIREMENT, [FILE], jestResults([results]));
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
