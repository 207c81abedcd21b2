import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { Problem } from "@/lib/platform/core/problem";
import { readBody } from "@/lib/platform/http/body";
import { anyText, character, textOf } from "@/tests/support/attack/arbitraries";
import { newRequest } from "@/tests/support/requests/messages";

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const LIMIT = 64 * 1024;

/** What every object inherits; nothing a client sends may add to it. */
const INHERITED = Reflect.ownKeys(Object.prototype);

type Sent = {
  type: string;
  body: Uint8Array;
  /** Content-Length; chunked without. */
  length?: number;
  /** Where the body is cut into what arrives at once. */
  cuts?: number[];
  /** The client goes away before the end. */
  leaves?: boolean;
};

/** What readBody makes of a request. */
function receive({ type, body, length, cuts = [], leaves = false }: Sent): Promise<unknown> {
  const request = newRequest({
    headers: {
      "content-type": type,
      ...(length === undefined
        ? { "transfer-encoding": "chunked" }
        : { "content-length": String(length) }),
    },
  });
  const value = readBody(request, { form: true });
  let from = 0;
  for (const cut of cuts.map((cut) => cut % (body.length + 1)).sort((a, b) => a - b)) {
    request.push(body.subarray(from, cut));
    from = cut;
  }
  request.push(body.subarray(from));
  if (leaves) request.destroy();
  else request.push(null);
  return value;
}

/** Sends text of a type that is read, cut anywhere: in the middle of a character too. */
const receiveText = (type: string, text: string, cuts: number[]) =>
  receive({ type, body: Buffer.from(text), cuts });

const cuts = fc.array(fc.nat(LIMIT), { maxLength: 5 });

const type = fc.oneof(
  {
    arbitrary: fc.constantFrom(JSON_TYPE, FORM_TYPE, `${JSON_TYPE}; charset=utf-16`),
    weight: 4,
  },
  fc.constantFrom("text/plain", "multipart/form-data; boundary=x", ""),
  textOf([...';,="\\/ \t+', JSON_TYPE, FORM_TYPE, "charset", "utf-8", "q=1"]),
);

const json = textOf([
  ..."{}[]\":,-.0123456789eE+\\ \t\n\0/*'",
  ...["null", "true", "NaN", '"__proto__"', '"constructor"', "\\u", "\\ud800", "\ufeff", '{"a":'],
]);

const form = textOf([
  ..."&=+%;[].\0",
  ..."ü🔑\ufeff",
  ...["%00", "%2", "%ff", "%C3%BC", "__proto__", "constructor", "toString", "a", "a=1&a=2"],
]);

const body = fc.oneof(
  fc.oneof(json, form, anyText).map((text) => Buffer.from(text)),
  fc.uint8Array(),
  // JSON and forms with a few bytes of something else behind.
  fc
    .tuple(fc.oneof(fc.json(), form), fc.uint8Array({ maxLength: 4 }))
    .map(([text, bytes]) => Buffer.concat([Buffer.from(text), bytes])),
  // About as much as may be.
  fc.integer({ min: LIMIT - 12, max: LIMIT + 4 }).map((size) => Buffer.alloc(size, '{"a":"aa"}')),
);

/** A request with any bytes. What it says of their number may be wrong. */
const request = fc.record(
  { type, body, length: fc.nat(2 * LIMIT), cuts, leaves: fc.boolean() },
  { requiredKeys: ["type", "body"] },
);

/** The same, with a Content-Length that is right. */
const honest = fc
  .record({ type, body, cuts })
  .map((sent) => ({ ...sent, length: sent.body.length }));

test("any bytes give an object of fields, or a client error", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(request, honest), async (sent) => {
      const answer = await receive(sent).catch((refusal: unknown) => refusal);
      expect(Reflect.ownKeys(Object.prototype)).toEqual(INHERITED);
      if (answer instanceof Error) {
        expect(answer).toBeInstanceOf(Problem);
        expect([400, 413, 415]).toContain((answer as Problem).status);
      } else {
        expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("any UTF-8 form gives text, or lists of text; any other is refused", async () => {
  const parts = fc.array(fc.oneof(form.map(Buffer.from), fc.uint8Array({ maxLength: 4 })));
  const bytes = parts.map((made) => Buffer.concat(made));
  await fc.assert(
    fc.asyncProperty(bytes, cuts, async (body, cuts) => {
      const value = receive({ type: FORM_TYPE, body, cuts });
      if (!isUtf8(body)) return expect(value).rejects.toMatchObject({ code: "malformed_body" });
      for (const field of Object.values((await value) as object).flat()) {
        expect(typeof field).toBe("string");
      }
    }),
    { numRuns: 500 },
  );
});

const value = fc.oneof(fc.string(), fc.string({ unit: character }));

/** Names that mean something to JavaScript, among others. */
const name = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "length", "0", ""),
  value,
);

test("any object arrives as it was sent, in whatever pieces", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, fc.jsonValue()), cuts, async (sent, cuts) => {
      const text = JSON.stringify(sent);
      expect(JSON.stringify(await receiveText(JSON_TYPE, text, cuts))).toBe(text);
    }),
  );
});

test("any form arrives as it was sent, in whatever pieces", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value)), cuts, async (sent, cuts) => {
      const text = new URLSearchParams(sent).toString();
      const fields = Object.entries((await receiveText(FORM_TYPE, text, cuts)) as object);
      const names = [...new Set(sent.map(([name]) => name))];
      expect(new Map(fields)).toEqual(
        new Map(
          names.map((name) => {
            const values = sent.filter(([other]) => other === name).map(([, text]) => text);
            return [name, values.length === 1 ? values[0] : values];
          }),
        ),
      );
    }),
  );
});

test("one byte more or less than announced is refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, fc.jsonValue()),
      fc.constantFrom(-1, 1),
      cuts,
      async (sent, off, cuts) => {
        const body = Buffer.from(JSON.stringify(sent));
        const length = body.length + off;
        await expect(receive({ type: JSON_TYPE, body, length, cuts })).rejects.toMatchObject({
          code: "malformed_body",
        });
      },
    ),
  );
});
