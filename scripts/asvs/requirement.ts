/**
 * Titles of tests, or of describe blocks for all tests in them, by file. An ellipsis stands for
 * what a title fills in.
 */
type NamedTests = Record<string, string[]>;

/** Tests that prove something: by name, and by the number an attack or fault has in its title. */
export type Tested = { attacks?: number[]; tests?: NamedTests };

/** Where it is written or done, and why no test can show it. */
export type Inspection = { file: string; heading?: string; reason: string };

/** What shows that a requirement is met, or why there is nothing to show. */
type Proof =
  | { attacks: number[]; tests?: NamedTests }
  | { tests: NamedTests }
  | { inspection: Inspection }
  | { notMet: string }
  | { notApplicable: string };

/** A requirement of the OWASP ASVS 5.0, in our words. */
export type Requirement = { id: string; level: 1 | 2 | 3; text: string; proof: Proof };

/** A chapter of the ASVS. */
export type Chapter = { title: string; requirements: Requirement[] };

export type Verdict = "passed" | "failed" | "by inspection" | "not met" | "not applicable";

/** The tests of a proof; none where it is no test that proves it. */
export function testsOf({ proof }: Requirement): Tested {
  return "attacks" in proof || "tests" in proof ? proof : {};
}

/** A title as a pattern, its ellipses standing for `anything`; the number of an attack may lead. */
export function titlePattern(title: string, anything: string): string {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `(?:\\d{1,2} )?${title.split("…").map(literal).join(anything)}`;
}
