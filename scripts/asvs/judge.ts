import type { NamedTests, Requirement, Verdict } from "./requirement";
import type { RanTest } from "./results";

/** The named tests that ran and failed, or that did not run at all. */
export function unproven(tests: NamedTests, ran: RanTest[]): string[] {
  return Object.entries(tests).flatMap(([file, titles]) =>
    titles.flatMap((title) => {
      const meant = ran.filter((test) => test.file === file && test.titles.includes(title));
      if (meant.length === 0) return [`${file} › ${title}: did not run`];
      return meant.every(({ passed }) => passed) ? [] : [`${file} › ${title}: failed`];
    }),
  );
}

/** A requirement's verdict by what ran. */
export function judge({ proof }: Requirement, ran: RanTest[]): Verdict {
  if (!("tests" in proof)) return "by inspection";
  return unproven(proof.tests, ran).length === 0 ? "passed" : "failed";
}
