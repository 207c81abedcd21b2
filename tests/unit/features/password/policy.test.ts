import { passwordProblem } from "@/lib/features/password/policy";
import { brand } from "@/lib/platform/config/brand";
import { withEnvironment } from "@/tests/support/app/isolated";
import { english } from "@/tests/support/texts";

const ADA = { name: "Ada Quillfeather", email: "grimbleshank@analytical-engine.example" };
const TOO_SHORT = english("fields.tooShort", { count: 12 });
const TOO_LONG = english("fields.tooLong", { count: 128 });
const REPEATS = english("fields.passwordRepeats");
const COMMON = english("fields.passwordCommon");
const TOO_CLOSE = english("fields.passwordPersonal");

// Not a common word, whatever the product is called.
jest.replaceProperty(brand, "passwordWords", ["tamarindale"]);

const judge = (password: string) => passwordProblem(password, ADA);

/** That many characters without a pattern. */
const unpredictable = (length: number) =>
  Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join("");

test.each([
  "correct horse battery staple",
  "no-digits-no-capitals",
  "gX4!k0_Qm9#z",
  "march of the wooden penguins",
  " leading and trailing ",
  "пароль из слов",
  "eine überlange passphrase mit umlauten",
])("%j is accepted [V6.2.5]", (password) => {
  expect(judge(password)).toBeNull();
});

describe("length [V6.2.1 V6.2.9]", () => {
  test.each([
    [0, TOO_SHORT],
    [1, TOO_SHORT],
    [11, TOO_SHORT],
    [12, null],
    [64, null],
    [65, null],
    [128, null],
    [129, TOO_LONG],
    [10_000, TOO_LONG],
  ])("%i characters: %p", (length, problem) => {
    expect(judge(unpredictable(length))).toBe(problem);
  });

  test("a character outside the basic plane counts once", () => {
    const keys = "🔑🗝🚪🏠🌳🌊🌙⭐🔥🍎🍋";
    expect(judge(keys)).toBe(TOO_SHORT);
    expect(judge(`${keys}🥝`)).toBeNull();
    expect(judge(unpredictable(127).concat("🥝"))).toBeNull();
    expect(judge(unpredictable(128).concat("🥝"))).toBe(TOO_LONG);
  });

  test("characters are counted after NFKC", () => {
    // Eight and nine typed, eleven and twelve with the ligatures taken apart.
    expect(judge("ﬁx my wﬄ")).toBe(TOO_SHORT);
    expect(judge("ﬁx my waﬄ")).toBeNull();
    // Twelve typed, eleven with the accent joined.
    expect(judge("cafe\u0301 soleil")).toBe(TOO_SHORT);
  });

  test("the minimum is configurable", async () => {
    const policy = await withEnvironment(
      { PASSWORD_MIN_LENGTH: "15" },
      () => import("@/lib/features/password/policy"),
    );
    expect(policy.passwordProblem(unpredictable(14), {})).toBe(
      english("fields.tooShort", { count: 15 }),
    );
    expect(policy.passwordProblem(unpredictable(15), {})).toBeNull();
  });
});

describe("repetition", () => {
  test.each([
    ["one character", "aaaaaaaaaaaa"],
    ["one character outside the basic plane", "🔑".repeat(12)],
    ["two characters", "ababababababab"],
    ["a word", "tulip-tulip-"],
    ["a word in changing case", "TulipsTULIPS"],
    ["sixteen characters", "k3-Bq/9w_Zx!m4Tn".repeat(2)],
    ["spaces", " ".repeat(20)],
  ])("%s, again and again", (_what, password) => {
    expect(judge(password)).toBe(REPEATS);
  });

  test.each([
    "000000000001",
    "111122223333",
    "aaaaaaaaaaaab",
    "abcdefghijkl",
    "lkjihgfedcba",
    "abcd1234abcd",
    "qwertasdfgyx",
    "Poiuztrewq987654",
    "!@#$%^&*()_+",
    '!"§$%&/()=?`',
    "footballfootball1",
  ])("%s is made of runs, or of one word [V6.2.4]", (password) => {
    expect(judge(password)).toBe(REPEATS);
  });

  test("a pattern within a longer password is no repetition", () => {
    expect(judge("tulip-tulip-7")).toBeNull();
    expect(judge("k3-Bq/9w_Zx!m4Tn7".repeat(2))).toBeNull();
  });
});

describe("common passwords [V6.2.4]", () => {
  test.each([
    ["on the list", "123qweasdzxc"],
    ["on the list", "motherfucker"],
    ["in capitals", "MOTHERFUCKER"],
    ["in full-width characters", "ｍｏｔｈｅｒｆｕｃｋｅｒ"],
    ["with digits behind", "password1234"],
    ["with a capital and a sign", "Password123!"],
    ["with signs on both sides", "***dragon***"],
    ["with a year", "princess2026"],
    ["with a year, and a sign again and again", "Summer2026!!!"],
    ["of a season, with a year", "Frühling2026!"],
    ["of a season without its umlaut, with a year", "fruehling2026"],
    ["of a month, with a year", "May2026!!!!!!"],
    ["of a month in German, with a year", "März-2026---"],
    ["of a day of the week, with a year", "Donnerstag2026"],
  ])("%s: %s", (_what, password) => {
    expect(judge(password)).toBe(COMMON);
  });

  test("a common password inside a longer phrase is fine", () => {
    expect(judge("password of the mill")).toBeNull();
  });

  test("at least 10,000 are known", async () => {
    const { dictionary } = await import("@zxcvbn-ts/language-common");
    const long = dictionary["passwords-common"].map((word) => String(word).padEnd(12, "!"));
    const refused = long.filter((password) => passwordProblem(password, {}) === COMMON);
    expect(refused.length).toBeGreaterThan(10_000);
  });
});

describe("words about the owner [V2.2.3 V6.2.11]", () => {
  test.each([
    ["the name", "quillfeather-1815"],
    ["the name in capitals", "QUILLFEATHER-1815"],
    ["the address in front of the @", "grimbleshank-1815"],
    ["a part of the domain", "analytical12"],
    ["all of it", "quillfeather.grimbleshank.engine"],
    ["a word twice", "quillfeather+quillfeather"],
    ["the whole address", ADA.email],
    ["this service", "tamarindale-2026"],
    ["this service and the name", "Tamarindale-Quillfeather"],
  ])("%s: %s", (_what, password) => {
    expect(judge(password)).toBe(TOO_CLOSE);
  });

  test("a known word beside enough others is fine", () => {
    expect(judge("quillfeather-sextant")).toBeNull();
  });

  test("a short word inside of a long one does not hide it", () => {
    const owner = { name: "Quill Quillfeather" };
    expect(passwordProblem("quillfeather-1", owner)).toBe(TOO_CLOSE);
  });

  test("words of three letters do not count: they are part of others", () => {
    expect(judge("canada-trading")).toBeNull();
    expect(passwordProblem("ada-ada-brings", ADA)).toBeNull();
  });

  test("names in other scripts count too", () => {
    expect(passwordProblem("гримблшанк-1815", { name: "Ада Гримблшанк" })).toBe(TOO_CLOSE);
  });

  test("without an owner only the service's name is refused", () => {
    expect(passwordProblem("quillfeather-1815", {})).toBeNull();
    expect(passwordProblem("tamarindale-2026", {})).toBe(TOO_CLOSE);
  });
});
