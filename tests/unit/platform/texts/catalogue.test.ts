import { LANGUAGE_CODES, LANGUAGES, type Language } from "@/lib/platform/config/languages";
import { catalogues, textsIn } from "@/lib/platform/texts/catalogue";
import type { Entry } from "@/lib/platform/texts/format/entry";

/** Every entry of a language, by its key. */
function entriesOf(language: Language): [key: string, entry: Entry][] {
  return Object.entries(catalogues[language]).flatMap(([section, entries]) =>
    Object.entries(entries).map(([name, entry]): [string, Entry] => [`${section}.${name}`, entry]),
  );
}

const formsOf = (entry: Entry): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry);

const placeholders = (sentence: string) =>
  [...new Set(sentence.match(/\{\w+\}/g))].filter((name) => name !== "{count}").sort();

const english = new Map(entriesOf("en"));

describe.each(LANGUAGE_CODES)("%s", (language) => {
  const entries = entriesOf(language);

  test("has the keys of English, in the same order", () => {
    expect(entries.map(([key]) => key)).toEqual([...english.keys()]);
  });

  test("asks for the same values", () => {
    const asked = entries.map(([key, entry]) => [key, formsOf(entry).map(placeholders)]);
    const wanted = entries.map(([key, entry]) => {
      const [source = ""] = formsOf(english.get(key) ?? "").slice(-1);
      return [key, formsOf(entry).map(() => placeholders(source))];
    });
    expect(asked).toEqual(wanted);
  });

  test("has the plural forms that its language knows", () => {
    const { pluralCategories } = new Intl.PluralRules(LANGUAGES[language].locale).resolvedOptions();
    for (const [key, entry] of entries) {
      if (typeof entry === "string") continue;
      expect({ key, forms: Object.keys(entry).sort() }).toEqual({
        key,
        forms: [...pluralCategories].sort(),
      });
    }
  });

  test("has no empty sentence, no space too many and no straight quotation mark", () => {
    for (const [key, entry] of entries) {
      for (const sentence of formsOf(entry)) {
        expect({ key, sentence }).toEqual({ key, sentence: sentence.trim().replace(/\s+/g, " ") });
        expect({ key, sentence }).toEqual({ key, sentence: expect.stringMatching(/^[^"]+$/) });
      }
    }
  });

  test("has no E-mail that a line could end in after the E", () => {
    const broken = entries.filter(([, entry]) =>
      formsOf(entry).some((one) => one.includes("E-Mail")),
    );
    expect(broken).toEqual([]);
  });

  test("has every section once, whatever file it is in", async () => {
    const { [language]: whole } = await import(`@/lib/platform/texts/${language}`);
    const { readdirSync } = await import("node:fs");
    const files = readdirSync(`lib/platform/texts/${language}`, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".ts") && file !== "index.ts");
    const modules = [
      await import(`@/product/texts/${language}`),
      ...(await Promise.all(
        files.map((file) => import(`@/lib/platform/texts/${language}/${file}`)),
      )),
    ];
    const sections: string[] = [];
    for (const parts of modules) {
      for (const part of Object.values(parts)) sections.push(...Object.keys(part as object));
    }
    expect(sections.sort()).toEqual(Object.keys(whole).sort());
  });
});

test("each language's sentences follow its own rules", () => {
  expect(textsIn("en")("fields.tooLong", { count: 1 })).toBe("Use at most 1 character.");
  expect(textsIn("en")("fields.tooLong", { count: 1200 })).toBe("Use at most 1,200 characters.");
  expect(textsIn("de")("fields.tooLong", { count: 1200 })).toBe(
    "Verwenden Sie höchstens 1.200 Zeichen.",
  );
});
