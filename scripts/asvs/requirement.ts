/** Titles of tests, or of describe blocks for all tests in them, by file. */
export type NamedTests = Record<string, string[]>;

/** Where it is written or done, and why no test can show it. */
export type Inspection = { file: string; heading?: string; reason: string };

/** What shows that a requirement is met, or why there is nothing to show. */
export type Proof =
  | { tests: NamedTests }
  | { inspection: Inspection }
  | { notMet: string }
  | { notApplicable: string };

/** A requirement of the OWASP ASVS 5.0, in our words. */
export type Requirement = { id: string; level: 1 | 2 | 3; text: string; proof: Proof };

/** A chapter of the ASVS. */
export type Chapter = { title: string; requirements: Requirement[] };

export type Verdict = "passed" | "failed" | "by inspection";
