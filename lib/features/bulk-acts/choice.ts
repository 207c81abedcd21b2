import { z } from "zod";
import { t } from "@/lib/platform/texts/t";
import { BULK_ACTS, type BulkAct } from "./acts";
import { type BulkResult, REFUSALS } from "./bulk-acts";

/*
 * The chosen accounts are in the URLs of the pages: a hundred ids are more than a cookie holds. The results
 * travel in the sealed message, a letter each.
 */

/** No more are shown: a URL has no room for them. */
const MOST = 300;

export type Choice = { act: BulkAct | null; ids: string[] };

/** What a URL names: `?act=…&ids=…`, each id in a parameter of its own or several separated by dots. */
export function choiceOf({ act, ids }: Record<string, string | string[] | undefined>): Choice {
  const given = [ids ?? []].flat().join(".").split(".");
  const whole = given.filter((id) => z.uuid().safeParse(id).success);
  return {
    act: BULK_ACTS.find((known) => known === act) ?? null,
    ids: [...new Set(whole)].slice(0, MOST),
  };
}

/** The result for one account, as its page shows it. */
export type Outcome = Pick<BulkResult, "id" | "outcome" | "problem">;

/** The result for each account, a letter each. */
export const outcomesOf = (results: readonly BulkResult[]): string =>
  results
    .map(
      ({ outcome, problem }) =>
        LETTERS[outcome] ?? (REFUSALS as readonly unknown[]).indexOf(problem),
    )
    .join("");

const LETTERS: Partial<Record<BulkResult["outcome"], string>> = { done: "d", unchanged: "u" };

/** Reads them back; null where they are not about these accounts. */
export function readOutcomes(ids: string[], letters: string | undefined): Outcome[] | null {
  if (!letters || letters.length !== ids.length) return null;
  return ids.map((id, n) => {
    const letter = letters[n] ?? "";
    if (letter === "d") return { id, outcome: "done", problem: null };
    if (letter === "u") return { id, outcome: "unchanged", problem: null };
    return { id, outcome: "refused", problem: REFUSALS[Number(letter)] ?? "internal" };
  });
}

/** Why an act was refused, in words; null where it was not. */
export const reasonOf = ({ problem }: Outcome): string | null =>
  problem && (problem === "forbidden" ? t("bulk.own") : t(`problems.${problem}`));
