import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** 0 is guessed at once, 4 is out of reach. */
type Score = 0 | 1 | 2 | 3 | 4;

const zxcvbn = new ZxcvbnFactory({
  dictionary,
  graphs: adjacencyGraphs,
  useLevenshteinDistance: true,
});

/**
 * How hard a password is to guess.
 * @param context words that an attacker would try first: name, e-mail address, brand
 */
export function passwordScore(password: string, context: string[]): Score {
  return zxcvbn.check(password, context).score;
}
