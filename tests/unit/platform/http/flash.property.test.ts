import fc from "fast-check";
import { cookieName } from "@/lib/platform/http/cookies";
import { type Flash, formState, keepTyped, setFlash, takeFlash } from "@/lib/platform/http/flash";
import { anyText } from "@/tests/support/attack/arbitraries";
import {
  cookieLines,
  cookieValue,
  newRequest,
  newResponse,
} from "@/tests/support/requests/messages";

const COOKIE = cookieName("flash");
/** What browsers keep of one cookie: name, value and attributes. Source: RFC 6265, 6.1. */
const COOKIE_LIMIT = 4096;
const TYPED_LIMIT = 320;
const FIELDS = ["name", "email", "token", "callbackUrl", "__proto__"];
const name = fc.oneof(fc.constantFrom(...FIELDS, "password", "newPassword", "PASSWORD"), anyText);

/** As much as one field may bring, of characters that take one to six bytes in JSON. */
const filled = fc
  .tuple(fc.constantFrom("a", "ü", "🔑", "\0"), fc.nat(TYPED_LIMIT + 1))
  .map(([char, times]) => char.repeat(times));

/** What a form may send: anything, but mostly its own fields, filled to the brim. */
const body = fc.oneof(
  fc.anything(),
  fc.dictionary(name, fc.oneof(anyText, filled, fc.anything())),
  fc.record({ name: filled, email: filled, token: filled, callbackUrl: filled }),
);

test("of any input only text of the named fields is kept, and no password", () => {
  fc.assert(
    fc.property(body, fc.array(name), (sent, fields) => {
      for (const [name, value] of Object.entries(keepTyped(sent, fields))) {
        expect(fields).toContain(name);
        expect(name.toLowerCase()).not.toContain("password");
        expect(value).toBe((sent as Record<string, unknown>)[name]);
        expect(value.length).toBeLessThanOrEqual(TYPED_LIMIT);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("the errors of any input arrive, in a cookie that no browser drops", async () => {
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const flash: Flash = {
        page: "/signup",
        message: "Some fields need another look.",
        errors: FIELDS.map((field) => ({ field, message: "This is no text anybody would write." })),
        values: keepTyped(sent, FIELDS),
      };
      const response = newResponse();
      await setFlash(response, flash);
      const [line = ""] = cookieLines(response);
      expect(line.length).toBeLessThanOrEqual(COOKIE_LIMIT);
      const cookies = { [COOKIE]: cookieValue(response, COOKIE) ?? "" };
      const taken = await takeFlash(newRequest({ cookies }), newResponse(), "/signup");
      expect(taken).toMatchObject({ message: flash.message, errors: flash.errors });
      expect([flash.values, {}]).toContainEqual(taken?.values);
    }),
    { numRuns: 500 },
  );
});

test("an invalid cookie gives the page nothing, and is removed", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (cookie) => {
      fc.pre(cookie !== "");
      const response = newResponse();
      const request = newRequest({ cookies: { [COOKIE]: cookie } });
      expect(await takeFlash(request, response, "/signup")).toBeNull();
      expect(cookieValue(response, COOKIE)).toBe("");
    }),
  );
});

test("a form's props are JSON, whatever a flash holds", () => {
  const error = fc.record({ field: anyText, message: anyText });
  const flash = fc.record(
    {
      page: anyText,
      form: fc.constant("POST /api/me"),
      notice: anyText,
      message: anyText,
      errors: fc.array(error),
      values: fc.dictionary(anyText, anyText),
    },
    { requiredKeys: ["page", "form"] },
  );
  fc.assert(
    fc.property(fc.option(flash), (given) => {
      const props = formState(given, "POST /api/me");
      expect(JSON.parse(JSON.stringify(props))).toEqual(props);
      for (const { field } of given?.errors ?? [])
        expect(Object.keys(props.errors)).toContain(field);
    }),
  );
});
