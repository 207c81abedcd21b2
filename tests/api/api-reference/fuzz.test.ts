import fc, { type Arbitrary } from "fast-check";
import made from "@/lib/web/api-reference/openapi.json";
import type { Document, Operation, Parameter, Schema, Verb } from "@/lib/web/api-reference/types";
import { anyText } from "@/tests/support/attack/arbitraries";
import { anyJson, fitting, spoilt } from "@/tests/support/openapi/arbitrary";
import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/*
 * Requests made from the OpenAPI document, as it allows them and not. The client holds each answer
 * against the document: a documented status, media type and body, and nothing from 500 on.
 */

const RUNS = 12;

const document = made as unknown as Document;

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([verb, operation]) => ({ verb: verb as Verb, path, operation })),
);

// The last administrator may not do everything.
beforeAll(() => createAccount({ role: "admin" }));

afterAll(expectQuietLog);

const who: [string, () => Promise<ApiClient>][] = [
  ["a visitor", async () => newClient()],
  ["a user", async () => signedInClient(await createAccount())],
  [
    "a program of an administrator",
    async () => programWith((await createTokenOf(await createAccount({ role: "admin" }))).token),
  ],
  ["an administrator", async () => signedInClient(await createAccount({ role: "admin" }))],
];

describe.each(operations)("$verb $path", ({ verb, path, operation }) => {
  test.each(who)("%s is answered as documented, whatever is sent", async (_, asked) => {
    const [client, subject] = await Promise.all([asked(), createAccount()]);
    await fc.assert(
      fc.asyncProperty(requests(path, operation, subject.id), async ({ address, type, body }) => {
        await client[verb](address).type(type).redirects(0).send(body);
      }),
      { numRuns: RUNS },
    );
  });
});

type Sent = { address: string; type: string; body: string };

/** @param id of somebody, so that not every path leads nowhere */
function requests(
  path: string,
  { parameters = [], requestBody }: Operation,
  id: string,
): Arbitrary<Sent> {
  const own = parameters.filter((parameter): parameter is Parameter => "name" in parameter);
  const query = own.filter((parameter) => parameter.in === "query");
  const contents = Object.entries(requestBody?.content ?? {});
  // What can be called without a body takes an empty one.
  if (!requestBody?.required) contents.push(["application/json", { schema: { type: "object" } }]);
  const address = fc
    .tuple(oneOrAny(fc.constant(id), 3), queryOf(query))
    .map(([value, fields]) => `${path.replace(/\{\w+\}/g, segment(value))}${fields}`);
  const content = fc
    .constantFrom(...contents)
    .chain(([type, { schema }]) => bodies(type, schema).map((body) => ({ type, body })));
  return fc.tuple(address, content).map(([address, content]) => ({ address, ...content }));
}

/** A part of a path: never empty, and none that an address is without. */
const segment = (text: string) =>
  /^\.{0,2}$/.test(text) ? "x" : encodeURIComponent(wellFormed(text));

/** Half a surrogate pair cannot stand in an address. */
const wellFormed = (text: string) => Buffer.from(text).toString();

const oneOrAny = (one: Arbitrary<string>, weight: number) =>
  fc.oneof({ arbitrary: one, weight }, fc.uuid(), anyText);

function queryOf(parameters: Parameter[]): Arbitrary<string> {
  const fields = parameters.map(({ name, schema }) => [
    name,
    oneOrAny(fitting(schema).map(String), 3),
  ]);
  return fc
    .record(Object.fromEntries(fields) as Record<string, Arbitrary<string>>, { requiredKeys: [] })
    .map((values) => {
      const text = Object.entries(values).map(
        ([name, value]) => `${name}=${encodeURIComponent(wellFormed(String(value)))}`,
      );
      return text.length > 0 ? `?${text.join("&")}` : "";
    });
}

/** What is sent: as documented, but for one field, or anything. */
function bodies(type: string, schema: Schema): Arbitrary<string> {
  const form = type.includes("form");
  return fc
    .oneof(
      { arbitrary: fitting(schema), weight: 2 },
      { arbitrary: spoilt(schema), weight: 2 },
      anyJson,
    )
    .map((value) => (form ? asForm(value) : JSON.stringify(value)));
}

const asForm = (value: unknown) => {
  const text = (field: unknown) => (typeof field === "string" ? field : JSON.stringify(field));
  const fields = Object.entries(Object(value)).map(([name, field]) => [name, `${text(field)}`]);
  return new URLSearchParams(fields).toString();
};
