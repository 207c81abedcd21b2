import fc from "fast-check";
import { objectsIn } from "@/lib/features/import/read/objects";

/** What is found in a text that arrives in pieces of a size. */
async function found(text: string, size = 7) {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const all: { line: number; value: unknown }[] = [];
  for await (const { line, text } of objectsIn(pieces()))
    all.push({ line, value: JSON.parse(text) });
  return all;
}

const values = async (text: string, size?: number) =>
  (await found(text, size)).map(({ value }) => value);

const people = [{ a: 'x}]"\\' }, { b: { c: [1, { d: 2 }] } }, {}];

test("a line each", async () => {
  expect(await found(people.map((one) => JSON.stringify(one)).join("\n"))).toEqual(
    people.map((value, n) => ({ line: n + 1, value })),
  );
});

test("an array", async () => {
  expect(await values(JSON.stringify(people, null, 2))).toEqual(people);
});

test.each(["users", "Users"])("the list %s of a document, and nothing else in it", async (list) => {
  const document = {
    roles: [{ no: 1 }],
    realm: { users: [{ no: 2 }] },
    [list]: people,
    clients: [{ no: 3 }],
  };
  expect(await values(JSON.stringify(document))).toEqual(people);
});

test("any objects, cut anywhere", async () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()));
  await fc.assert(
    fc.asyncProperty(objects, fc.integer({ min: 1, max: 50 }), async (all, size) => {
      const plain = all.filter((one) => !("users" in one || "Users" in one));
      const normal = JSON.parse(JSON.stringify(plain));
      expect(await values(JSON.stringify(plain), size)).toEqual(normal);
      expect(await values(plain.map((one) => JSON.stringify(one)).join("\n"), size)).toEqual(
        normal,
      );
    }),
  );
});

test("an unclosed object is reported with the line in which it begins", async () => {
  await expect(found('{"a":1}\n{"b":{"c":2}\n')).rejects.toThrow("line 2");
});

test("85 an unclosed text is not kept as a key, letter by letter", async () => {
  const piece = "a".repeat(1 << 16);
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  async function* pieces() {
    yield '["';
    for (let n = 0; n < 64; n++) {
      yield piece;
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    yield '", {"users":1}]';
  }
  const objects = [];
  for await (const { text } of objectsIn(pieces())) objects.push(text);
  expect(objects).toEqual(['{"users":1}']);
  // Kept, four million letters take 128 MB.
  expect(most).toBeLessThan(40 * 2 ** 20);
});
