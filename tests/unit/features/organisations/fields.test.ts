import fc from "fast-check";
import {
  organisationNameField,
  slugField,
  slugOf,
  slugParam,
} from "@/lib/features/organisations/fields";
import { character } from "@/tests/support/attack/arbitraries";

test.each([
  ["Straße & Søn", "strasse-son"],
  ["STRAẞE", "strasse"],
  ["Łódź Þórður Đorđe", "lodz-thordur-dorde"],
  ["İstanbul Işık", "istanbul-isik"],
  ["O’Neil’s Œuvre", "o-neil-s-oeuvre"],
  ["  École Élémentaire  ", "ecole-elementaire"],
  ["Ünal GmbH & Co. KG", "unal-gmbh-co-kg"],
  ["日本語", ""],
  ["---", ""],
])("%s becomes the slug %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("the slug made of any name is valid or empty", () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 120 }), (name) => {
      const slug = slugOf(name);
      expect(slug === "" || slugParam.safeParse(slug).success).toBe(true);
    }),
  );
});

test.each(["new", "NEW", "invitations", "-a", "a-", "a_b", "a b", "ä", "a/b", "a".repeat(41)])(
  "%s cannot be chosen as a slug",
  (slug) => {
    expect(slugField.safeParse(slug).success).toBe(false);
  },
);

test("a slug is lower case, and may be left out", () => {
  expect(slugField.parse(" Ada-1 ")).toBe("ada-1");
  expect(slugField.parse("")).toBe("");
});

test.each(["", "   ", "\u200b", "a\nb", "x".repeat(81)])("%j is not a name", (name) => {
  expect(organisationNameField.safeParse(name).success).toBe(false);
});

test.each(["https://evil.example", "Win at www.evil.example", "evil.example/win"])(
  "86 %s is not a name: a mail would make a link of it",
  (name) => {
    expect(organisationNameField.safeParse(name).success).toBe(false);
  },
);
