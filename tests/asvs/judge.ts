import { isTested, type Requirement } from "./requirements";
import type { RanTest } from "./results";
import { idsIn } from "./titles";

export type Verdict = "passed" | "failed" | "by inspection" | "not met" | "not applicable";

/**
 * What keeps a requirement from being proved.
 * @param files where tests name it in their titles
 * @param ran what ran, and how it ended
 * @returns each file none of whose tests for it ran, and each test that failed or was skipped
 */
export function unproven({ id }: Requirement, files: string[], ran: RanTest[]): string[] {
  if (files.length === 0) return ["no title names it"];
  return files.flatMap((file) => {
    const meant = ran.filter(
      (test) => test.file === file && test.titles.some((title) => idsIn(title).includes(id)),
    );
    if (meant.length === 0) return [`${file}: did not run`];
    return meant
      .filter(({ passed }) => !passed)
      .map(({ titles }) => `${file} › ${titles.join(" › ")}: failed, or was skipped`);
  });
}

/** A requirement's verdict by what ran; the parameters are those of `unproven`. */
export function judge(requirement: Requirement, files: string[], ran: RanTest[]): Verdict {
  if (requirement.notMet !== undefined) return "not met";
  if (requirement.notApplicable !== undefined) return "not applicable";
  if (!isTested(requirement)) return "by inspection";
  return unproven(requirement, files, ran).length === 0 ? "passed" : "failed";
}
