import { dictionary } from "@zxcvbn-ts/language-common";
import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { brand } from "@/lib/platform/config/brand";
import { env } from "@/lib/platform/config/env";
import { t } from "@/lib/platform/texts/t";

const SHORTEST_WORD = 4;
/** What must be left of a password once the words an attacker tries first are taken out. */
const LEAST_REMAINDER = 6;
const MOST_EDGES = 6;
const EDGES = /^[^\p{L}]+|[^\p{L}]+$/gu;
const REPETITION = /^(.{1,16}?)\1+$/su;

let common: Set<string> | undefined;

/** 49,000 passwords from public breaches, most common first. Loaded at first use. */
function isCommon(password: string): boolean {
  common ??= new Set(dictionary["passwords-common"]);
  return common.has(password);
}

/**
 * The rules of NIST SP 800-63B-4 section 3.1.1: length in code points after NFKC, no rules of
 * composition, and no password that is common or made of what everybody knows about its owner.
 * @param owner name and e-mail address the password may not be made of
 * @returns what is wrong in one sentence, or null when it will do.
 */
export function passwordProblem(
  password: string,
  owner: { name?: string; email?: string },
): string | null {
  const plain = password.normalize("NFKC");
  const length = [...plain].length;
  if (length < env.PASSWORD_MIN_LENGTH) {
    return t("fields.tooShort", { count: env.PASSWORD_MIN_LENGTH });
  }
  if (length > PASSWORD_MAX_LENGTH) return t("fields.tooLong", { count: PASSWORD_MAX_LENGTH });
  const lower = plain.toLowerCase();
  const unit = REPETITION.exec(lower)?.[1] ?? lower;
  if (unit !== lower) return t("fields.passwordRepeats");
  if (isCommon(lower) || isCommonWithEdges(lower)) return t("fields.passwordCommon");
  if (withoutWords(lower, knownWords(owner)).length < LEAST_REMAINDER) {
    return t("fields.passwordPersonal");
  }
  return null;
}

/** "password1234!" is as easy to guess as "password". */
function isCommonWithEdges(password: string): boolean {
  const core = password.replace(EDGES, "");
  const added = password.length - core.length;
  return core.length >= SHORTEST_WORD && added <= MOST_EDGES && isCommon(core);
}

function knownWords(owner: { name?: string; email?: string }): string[] {
  const { name = "", email = "" } = owner;
  const parts = `${name} ${email}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const localPart = email.slice(0, Math.max(0, email.lastIndexOf("@"))).toLowerCase();
  const words = [...brand.passwordWords, localPart, ...parts].filter(
    (word) => word.length >= SHORTEST_WORD,
  );
  // Longest first: taking "anna" out of "annabelle" would hide the longer word.
  return words.sort((a, b) => b.length - a.length);
}

const withoutWords = (password: string, words: string[]) =>
  words.reduce((rest, word) => rest.replaceAll(word, ""), password);
