import { textsIn } from "@/lib/platform/texts/catalogue";
import { isolated, listed } from "@/lib/platform/texts/format/isolated";

const t = textsIn("en");

test.each([
  ["Hebrew", "דוד כהן"],
  ["Arabic", "فاطمة الزهراء"],
  ["Arabic with digits", "علي ٢"],
  ["presentation forms", "ﷺ"],
  ["N'Ko", "ߒߞߏ"],
  ["Adlam", "𞤀𞤣𞤤𞤢𞤥"],
  ["a mixture", "Ada (عادة)"],
])("%s is kept apart from the sentence around it", (_, name) => {
  expect(t("bulk.chooseOne", { name })).toBe(`Choose \u2068${name}\u2069`);
});

test.each([
  ["Latin", "Ada Lovelace"],
  ["Greek, Cyrillic and kana", "Ωμέγα Иван さくら"],
  ["an emoji family", "👩‍👩‍👧‍👦 Family"],
  ["punctuation and digits", "(3)"],
  ["an e-mail address", "o'brien+1@xn--80a1acny.xn--p1ai"],
])("%s stays as it is, to the last character", (_, name) => {
  expect(isolated(name)).toBe(name);
});

test("of several names each is kept apart: a comma belongs to none", () => {
  expect(listed(["דוד", "Ada", "ليلى"])).toBe("\u2068דוד\u2069, Ada, \u2068ليلى\u2069");
});
