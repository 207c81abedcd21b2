import fc from "fast-check";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import made from "@/lib/web/api-reference/openapi.json";
import type { Document, Operation, Verb } from "@/lib/web/api-reference/types";
import { fitting } from "@/tests/support/openapi/arbitrary";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createTokenOf, programWith } from "@/tests/support/people/api-tokens";
import {
  createOrganisation,
  join,
  newSlug,
  type Organisation,
} from "@/tests/support/people/organisations";
import { apiPermissions } from "@/tests/support/people/permissions";
import type { ApiClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

/*
 * The owner of one organisation asks for another one's rows: by its slug, by its id and theirs, also below the
 * own slug, by all that a body or a query could name, by an API token, and by the secret of an invitation. The operations are those of the OpenAPI document, so that
 * a new one is attacked, too.
 */

const document = made as unknown as Document;

const operations = Object.entries(document.paths)
  .filter(([path]) => path.startsWith("/api/organisations/{slug}"))
  .flatMap(([path, item]) => Object.keys(item).map((verb) => ({ verb: verb as Verb, path })));
/** What the table of permissions says of a method. */
const lineOf = (verb: Verb, path: string) =>
  apiPermissions[path.replace(/\{(\w+)\}/g, "[$1]")]?.[verb.toUpperCase()];

/** A body that fits, by that table. */
const bodyOf = (verb: Verb, path: string) => lineOf(verb, path)?.body ?? {};

/** What a method takes as JSON, by the document. */
function schemaOf(operation: Operation | undefined) {
  return operation?.requestBody?.content["application/json"]?.schema;
}

/** Bodies that fit by the document, the same in every run. */
const documented = (operation: Operation | undefined) =>
  fc.sample(fitting(schemaOf(operation) ?? {}), { seed: 37, numRuns: 3 }) as object[];

const operationOf = (verb: Verb, path: string) => document.paths[path]?.[verb];

/** A form's POST stands for another method, which it names: the methods of the path are attacked by it, too. */
const isFormOnly = ({ verb, path }: { verb: Verb; path: string }) =>
  verb === "post" && !lineOf("post", path);
const byForm = operations.filter(isFormOnly);
const called = operations.filter((one) => !isFormOnly(one));
/** Those of the whole API that take the secret of a mailed link; next-auth's own path answers as it does. */
const byLink = Object.entries(document.paths).flatMap(([path, { post }]) =>
  schemaOf(post)?.properties?.token && !path.startsWith("/api/auth/") ? [{ path, post }] : [],
);
const withId = called.filter(({ path }) => path.includes("{id}"));

type Side = { organisation: Organisation; member: Account };

let victim: Side;
let thief: Side;
let client: ApiClient;

async function side(): Promise<Side> {
  const member = await createAccount();
  const organisation = await createOrganisation({ member });
  await join(organisation, await createAccount(), "owner");
  return { organisation, member };
}

beforeEach(async () => {
  [victim, thief] = [await side(), await side()];
  client = await signedInClient(thief.organisation.owner);
});

afterAll(expectQuietLog);

/** The row that `{id}` of a path stands for. */
const idIn = (path: string, { organisation, member }: Side) =>
  path.includes("/members/") ? member.id : organisation.invitation;

const filled = (path: string, slug: string, id: string) =>
  path.replace("{slug}", slug).replace("{id}", id);

/** In which a caller could name another organisation. */
const claims = ({ organisation, member }: Side) => ({
  slug: organisation.slug,
  id: organisation.id,
  organizationId: organisation.id,
  organisation: organisation.slug,
  organization: { id: organisation.id, slug: organisation.slug },
  membership: { organisation: { id: organisation.id }, role: "owner" },
  userId: member.id,
  invitationId: organisation.invitation,
});

const stateOf = ({ organisation: { id } }: Side) =>
  db.organization.findUniqueOrThrow({
    where: { id },
    include: { members: { orderBy: { userId: "asc" } }, invitations: true },
  });

const send = (verb: Verb, path: string, body: object, as: ApiClient = client) =>
  verb === "get" ? as.get(path) : as[verb](path).send(body);

test("37 the document has operations of organisations, some with ids", () => {
  expect(operations.length).toBeGreaterThanOrEqual(11);
  expect(withId.length).toBeGreaterThanOrEqual(4);
  expect(byLink.map(({ path }) => path)).toContain("/api/me/invitations");
  expect(called.some(({ verb, path }) => schemaOf(operationOf(verb, path)))).toBe(true);
});

describe.each(called)("37 $verb $path of another organisation", ({ verb, path }) => {
  test("is not found by its slug, and changes nothing [V8.2.2 V8.4.1]", async () => {
    const before = await stateOf(victim);
    const address = filled(path, victim.organisation.slug, idIn(path, victim));
    const answer = await send(verb, address, bodyOf(verb, path));
    expectProblem(answer, 404, "not_found");
    expect(answer.text).not.toContain(victim.organisation.name);
    expect(await stateOf(victim)).toEqual(before);
  });

  test("is not reached by naming it in a body or a query [V8.2.2 V8.2.3 V8.4.1]", async () => {
    const before = await stateOf(victim);
    const named = claims(victim);
    const flat = Object.entries(named).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    const address = filled(path, thief.organisation.slug, idIn(path, thief));
    for (const body of [...documented(operationOf(verb, path)), bodyOf(verb, path)]) {
      const sent = { ...body, ...named, ...bodyOf(verb, path) };
      const answer = await send(verb, `${address}?${new URLSearchParams(flat)}`, sent);
      expect(answer.text).not.toContain(victim.organisation.slug);
    }
    expect(await stateOf(victim)).toEqual(before);
  });

  test("is not found by its id in place of the slug [V8.2.2 V8.4.1]", async () => {
    const before = await stateOf(victim);
    const address = filled(path, victim.organisation.id, idIn(path, victim));
    expectProblem(await send(verb, address, bodyOf(verb, path)), 404, "not_found");
    expect(await stateOf(victim)).toEqual(before);
  });

  test("is not found with an API token, or is closed to tokens [V8.2.2 V8.4.1]", async () => {
    const before = await stateOf(victim);
    const { token } = await createTokenOf(thief.organisation.owner);
    const address = filled(path, victim.organisation.slug, idIn(path, victim));
    const answer = await send(verb, address, bodyOf(verb, path), programWith(token));
    const opens = operationOf(verb, path)?.security.some((way) => "token" in way);
    if (opens) expectProblem(answer, 404, "not_found");
    else expectProblem(answer, 403, "insufficient_scope");
    expect(answer.text).not.toContain(victim.organisation.name);
    expect(await stateOf(victim)).toEqual(before);
  });
});

test.each(byForm)(
  "37 a form of $path changes no other organisation [V8.2.2 V8.4.1]",
  async ({ path }) => {
    const before = [await stateOf(victim), await stateOf(thief)];
    const id = idIn(path, victim);
    const slugs = [victim.organisation.slug];
    if (path.includes("{id}")) slugs.push(thief.organisation.slug);
    for (const slug of slugs) {
      for (const _method of ["PATCH", "DELETE"]) {
        const fields = { _method, name: "Mine", role: "owner", confirm: slug };
        const answer = await client
          .post(filled(path, slug, id))
          .type("form")
          .send(fields);
        expect(answer.status).toBe(303);
      }
    }
    expect([await stateOf(victim), await stateOf(thief)]).toEqual(before);
  },
);

test.each(byLink)(
  "37 an invitation's secret makes nobody else a member by $path [V8.2.2]",
  async ({ path, post }) => {
    const secret = newSecret();
    const { invitation } = victim.organisation;
    const data = { secretHash: hashSecret(secret) };
    await db.invitation.update({ where: { id: invitation }, data });
    const before = await stateOf(victim);
    for (const body of documented(post)) {
      const answer = await client.post(path).send({ ...body, ...claims(victim), token: secret });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect(await stateOf(victim)).toEqual(before);
  },
);

describe.each(withId)("37 $verb $path below the own slug", ({ verb, path }) => {
  test("finds no row of another organisation [V8.2.2 V8.4.1]", async () => {
    const before = [await stateOf(victim), await stateOf(thief)];
    const address = filled(path, thief.organisation.slug, idIn(path, victim));
    expectProblem(await send(verb, address, bodyOf(verb, path)), 404, "not_found");
    expect([await stateOf(victim), await stateOf(thief)]).toEqual(before);
  });
});

test("37 a new organisation cannot take a taken slug, or name another owner", async () => {
  const before = await stateOf(victim);
  const taken = { name: "Mine", slug: victim.organisation.slug };
  expectProblem(await client.post("/api/organisations").send(taken), 422, "invalid");
  const sent = { ...claims(victim), name: "Mine", slug: newSlug(), role: "owner" };
  await client.post("/api/organisations").send(sent).expect(201);
  expect(await stateOf(victim)).toEqual(before);
  const { id } = thief.organisation.owner;
  const own = await db.member.findMany({ where: { organization: { slug: sent.slug } } });
  expect(own).toMatchObject([{ userId: id, role: "owner" }]);
});
