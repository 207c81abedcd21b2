import { readFileSync } from "node:fs";

/** Where it is written or done, and why no test can show it. */
export type Inspection = { file: string; heading?: string; reason: string };

/**
 * A requirement of the OWASP ASVS 5.0, in our words. Tests prove it, unless it says why not: where
 * somebody has to look, why it is not met, or why it does not apply.
 */
export type Requirement = {
  id: string;
  level: 1 | 2 | 3;
  text: string;
  inspection?: Inspection;
  notMet?: string;
  notApplicable?: string;
};

/** A chapter of the ASVS. */
export type Chapter = { title: string; requirements: Requirement[] };

/** What the standard asks, chapter by chapter: docs/asvs/requirements.json. */
export const chapters: Chapter[] = JSON.parse(readFileSync("docs/asvs/requirements.json", "utf8"));

/** The requirements of all chapters, in order. */
export const requirements = chapters.flatMap((chapter) => chapter.requirements);

/** Whether it is tests that prove a requirement. */
export const isTested = ({ inspection, notMet, notApplicable }: Requirement) =>
  [inspection, notMet, notApplicable].every((it) => it === undefined);
