import fc from "fast-check";
import { nameField } from "@/lib/features/input/fields";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";

const typed = fc.oneof(
  anyText,
  textOf([
    ..."aé Åﬁ\u0301\u030a\u200b\u200c\u200d\u202e\u2028\u00a0\ufeff\r\n\t\0\x7f\ue000",
    "Ada",
  ]),
);

test("an accepted name is one printable line of bounded length, and does not change again", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const { success, data } = nameField.safeParse(text);
      if (!success) return;
      expect(data).toMatch(/^\S(.*\S)?$/);
      expect(data).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect([...data].length).toBeLessThanOrEqual(80);
      expect(nameField.parse(data)).toBe(data);
    }),
    { numRuns: 1_000 },
  );
});

test("a name is the same composed or decomposed", () => {
  fc.assert(
    fc.property(typed, fc.constantFrom("NFC", "NFD"), (text, form) => {
      const [one, other] = [nameField.safeParse(text), nameField.safeParse(text.normalize(form))];
      expect(other.data).toBe(one.data);
      expect(other.success).toBe(one.success);
    }),
    { numRuns: 1_000 },
  );
});
