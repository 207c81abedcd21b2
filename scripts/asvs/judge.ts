import { type Requirement, testsOf, titlePattern, type Verdict } from "./requirement";
import type { RanTest } from "./results";

/** The tests that prove a requirement and failed, were skipped, or did not run at all. */
export function unproven(requirement: Requirement, ran: RanTest[]): string[] {
  const { attacks = [], tests = {} } = testsOf(requirement);
  const byNumber = attacks.map((number) => ({
    name: `attack ${number}`,
    meant: ran.filter(({ titles }) => titles.some((title) => title.startsWith(`${number} `))),
  }));
  const byName = Object.entries(tests).flatMap(([file, titles]) =>
    titles.map((title) => {
      const pattern = new RegExp(`^${titlePattern(title, ".*")}$`, "s");
      const isMeant = (test: RanTest) =>
        test.file === file && test.titles.some((each) => pattern.test(each));
      return { name: `${file} › ${title}`, meant: ran.filter(isMeant) };
    }),
  );
  return [...byNumber, ...byName].flatMap(({ name, meant }) => {
    if (meant.length === 0) return [`${name}: did not run`];
    return meant.every(({ passed }) => passed) ? [] : [`${name}: failed, or was skipped`];
  });
}

/** A requirement's verdict by what ran. */
export function judge(requirement: Requirement, ran: RanTest[]): Verdict {
  const { proof } = requirement;
  if ("notMet" in proof) return "not met";
  if ("notApplicable" in proof) return "not applicable";
  if ("inspection" in proof) return "by inspection";
  return unproven(requirement, ran).length === 0 ? "passed" : "failed";
}
