import fc from "fast-check";
import { setCookie } from "@/lib/platform/http/cookies";
import { character, textOf } from "@/tests/support/attack/arbitraries";
import { cookieLines, cookieValue, newResponse } from "@/tests/support/requests/messages";

/** Text that UTF-8 can carry: nobody can send half a character in a cookie. */
const text = fc.oneof(
  fc.string({ unit: character }),
  textOf([...'; =,"\r\n\0%', "Domain=evil.test"]),
);
const value = text.filter((made) => Buffer.from(made).toString() === made);
const name = fc.constantFrom("a", "ab", "b");

test("any value is sent on one line, adds nothing, and comes back", () => {
  fc.assert(
    fc.property(value, (sent) => {
      const response = newResponse();
      setCookie(response, "a", sent);
      const [line = "", ...more] = cookieLines(response);
      expect(more).toEqual([]);
      expect(line).toMatch(/^a=[!-:<-~]*; Path=\/; HttpOnly; SameSite=Lax$/);
      expect(cookieValue(response, "a")).toBe(sent);
    }),
    { numRuns: 500 },
  );
});

test("of several cookies with one name the last is sent", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (sent) => {
      const response = newResponse();
      for (const [name, value] of sent) setCookie(response, name, value);
      const last = new Map(sent);
      expect(cookieLines(response)).toHaveLength(last.size);
      for (const [name, value] of last) expect(cookieValue(response, name)).toBe(value);
    }),
  );
});
