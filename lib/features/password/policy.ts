import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { brand } from "@/lib/platform/config/brand";
import { env } from "@/lib/platform/config/env";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import { t } from "@/lib/platform/texts/t";

const SHORTEST_WORD = 4;
/** What must remain of a password after the words that an attacker tries first are removed. */
const LEAST_REMAINDER = 6;
const MOST_EDGES = 6;
const EDGES = /^[^\p{L}]+|[^\p{L}]+$/gu;
/** How many different characters it needs, not counting those that follow from the one before. */
const LEAST_DIFFERENT = 6;
/** Rows of keyboards, for fingers that run along them. */
const ROWS = [
  ...["qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"],
  // The digits with Shift, in English and in German.
  ...["!@#$%^&*()_+", '!"§$%&/()=?`'],
];
/** The seasons; months and days of the week come from Intl. */
const SEASONS = [
  ...["spring", "summer", "autumn", "fall", "winter"],
  ...["frühling", "frühjahr", "sommer", "herbst", "jänner"],
];
const REPETITION = /^(.{1,16}?)\1+$/su;

let common: Set<string> | undefined;

/** 49,000 passwords from public breaches, most common first. Loaded at first use. */
function isCommon(password: string): boolean {
  if (!common) {
    // 14 MB that a process without new passwords does not need.
    const { dictionary } =
      require("@zxcvbn-ts/language-common") as typeof import("@zxcvbn-ts/language-common");
    common = new Set(dictionary["passwords-common"]);
  }
  return common.has(password);
}

/**
 * The rules of NIST SP 800-63B-4 section 3.1.1: length in code points after NFKC, no composition rules, and
 * no password that is common or consists of what everybody knows about its owner.
 * @param owner name and e-mail address that the password may not consist of
 * @returns what is wrong in one sentence, or null when it is accepted.
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
  if (isRepetition(lower) || isRepetition(coreOf(lower))) return t("fields.passwordRepeats");
  if (isCommon(lower) || isCommonWithEdges(lower)) return t("fields.passwordCommon");
  if (new Set(withoutRuns(lower)).size < LEAST_DIFFERENT) return t("fields.passwordRepeats");
  if (withoutWords(lower, knownWords(owner)).length < LEAST_REMAINDER) {
    return t("fields.passwordPersonal");
  }
  return null;
}

let calendar: Set<string> | undefined;

/**
 * Whether it is a season, a month or a day of the week: with a year behind it, what people choose who must change
 * their password every few months.
 */
function isOfCalendar(word: string): boolean {
  calendar ??= new Set(calendarWords().flatMap((one) => [one, withoutUmlauts(one)]));
  return calendar.has(word);
}

function calendarWords(): string[] {
  const names = LANGUAGE_CODES.flatMap((language) => {
    const months = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
    const days = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
    return Array.from({ length: 12 }, (_, n) => [
      months.format(Date.UTC(2026, n)),
      days.format(Date.UTC(2026, 0, n)),
    ]).flat();
  });
  return [...SEASONS, ...names].map((name) => name.toLowerCase());
}

const withoutUmlauts = (word: string) =>
  word.replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue");

const coreOf = (password: string) => password.replace(EDGES, "");

/** "password1234!" is as easy to guess as "password", and "Summer2026!!!" as "summer". */
function isCommonWithEdges(password: string): boolean {
  const core = coreOf(password);
  const added = withoutRuns(password).length - withoutRuns(core).length;
  if (added > MOST_EDGES) return false;
  return isOfCalendar(core) || (core.length >= SHORTEST_WORD && isCommon(core));
}

const isRepetition = (text: string) => REPETITION.test(text);

/**
 * A text without the characters that follow from the one before: a repetition, a neighbour in the alphabet
 * or among the digits, or on the keyboard. "aaaabcd1234" becomes "a1". Source: NIST SP 800-63B-4, 3.1.1.2,
 * "repetitive or sequential characters".
 */
function withoutRuns(text: string): string[] {
  const characters = [...text];
  return characters.filter((character, n) => !follows(characters[n - 1], character));
}

function follows(before: string | undefined, character: string): boolean {
  if (before === undefined) return false;
  const distance = Number(character.codePointAt(0)) - Number(before.codePointAt(0));
  if (Math.abs(distance) <= 1) return true;
  return ROWS.some((row) => {
    const [from, to] = [row.indexOf(before), row.indexOf(character)];
    return from >= 0 && to >= 0 && Math.abs(to - from) === 1;
  });
}

function knownWords(owner: { name?: string; email?: string }): string[] {
  const { name = "", email = "" } = owner;
  const parts = `${name} ${email}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const localPart = email.slice(0, Math.max(0, email.lastIndexOf("@"))).toLowerCase();
  const words = [...brand.passwordWords, localPart, ...parts].filter(
    (word) => word.length >= SHORTEST_WORD,
  );
  // Longest first: removing "anna" from "annabelle" would hide the longer word.
  return words.sort((a, b) => b.length - a.length);
}

const withoutWords = (password: string, words: string[]) =>
  words.reduce((rest, word) => rest.replaceAll(word, ""), password);
