import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { moveSessions } from "@/tests/support/database/session-rows";
import { spendTries } from "@/tests/support/database/throttles";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import {
  createOrganisation,
  join,
  newSlug,
  type Organisation,
} from "@/tests/support/people/organisations";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

let organisation: Organisation;
let client: ApiClient;
let base: string;

beforeEach(async () => {
  organisation = await createOrganisation();
  client = await signedInClient(organisation.owner);
  base = `/api/organisations/${organisation.slug}`;
});

afterAll(expectQuietLog);

const newMember = async (role: "owner" | "admin" | "member"): Promise<Account> => {
  const account = await createAccount();
  await join(organisation, account, role);
  return account;
};

describe("/api/organisations", () => {
  test("creates one, and lists only the caller's", async () => {
    const slug = newSlug();
    const made = await client.post("/api/organisations").send({ name: "Looms", slug }).expect(201);
    expect(made.body).toEqual({ slug, name: "Looms", role: "owner" });
    const { body } = await client.get("/api/organisations").expect(200);
    expect(body.organisations).toEqual([
      { slug: organisation.slug, name: organisation.name, role: "owner" },
      made.body,
    ]);
    expect((await client.get(`/api/organisations/${slug}`).expect(200)).body).toEqual(made.body);
  });

  test("refuses invalid names and slugs, and a slug that is taken", async () => {
    const post = (body: object) => client.post("/api/organisations").send(body);
    expectInvalid(await post({}), ["name"]);
    expectInvalid(await post({ name: " " }), ["name"]);
    for (const slug of ["new", "-a", "a_b", "ä", "a".repeat(41)]) {
      expectInvalid(await post({ name: "Looms", slug }), ["slug"]);
    }
    expectInvalid(await post({ name: "Looms", slug: organisation.slug }), ["slug"]);
  });

  test("refuses the hundred and first, and the twenty-first within an hour", async () => {
    const userId = organisation.owner.id;
    // With ids of the database: they are in the order of time, which lists go by.
    const slugs = Array.from({ length: 99 }, newSlug);
    await db.organization.createMany({ data: slugs.map((slug) => ({ slug, name: "Many" })) });
    const rows = await db.organization.findMany({ where: { slug: { in: slugs } } });
    await db.member.createMany({
      data: rows.map(({ id }) => ({ organizationId: id, userId, role: "member" })),
    });
    const full = await client.post("/api/organisations").send({ name: "One more" });
    expectProblem(full, 409, "too_many_organisations");
    const { points } = limits.organisationByAccount;
    await spendTries({ limit: limits.organisationByAccount, subject: userId }, points);
    const refused = await client.post("/api/organisations").send({ name: "One more" });
    expectProblem(refused, 429, "too_many_requests");
    expectRetryAfter(refused);
  });

  test("as a form leads to the new organisation, or back with what was typed", async () => {
    const form = (fields: object) => client.post("/api/organisations").type("form").send(fields);
    const slug = newSlug();
    const made = await form({ name: "Looms", slug: "" });
    expect(made.headers.location).toMatch(/^\/organisations\/looms(-\d{6})?\/members$/);
    expect((await form({ name: "Looms", slug })).headers.location).toBe(
      `/organisations/${slug}/members`,
    );
    const back = await form({ name: "Weavers", slug });
    expect(back.headers.location).toBe("/organisations/new");
    const { text } = await client.get("/organisations/new").expect(200);
    expect(text).toContain(english("organisations.newLead"));
    expect(text).toContain('value="Weavers"');
    expect(text).toContain("This address is taken");
  });
});

describe("/api/organisations/[slug]", () => {
  test("is renamed by an admin, and deleted only by an owner", async () => {
    const admin = await signedInClient(await newMember("admin"));
    const member = await signedInClient(await newMember("member"));
    expectProblem(await member.patch(base).send({ name: "Mine" }), 403, "forbidden");
    expectProblem(await admin.delete(base).send({}), 403, "forbidden");
    const { body } = await admin.patch(base).send({ name: "Looms" }).expect(200);
    expect(body).toEqual({ slug: organisation.slug, name: "Looms", role: "admin" });
    expectInvalid(await admin.patch(base).send({ name: "" }), ["name"]);
    await moveSessions(organisation.owner.id, {
      authenticatedAt: new Date(Date.now() - 11 * 60_000),
    });
    expectProblem(await client.delete(base).send({}), 403, "reauthentication_required");
    await moveSessions(organisation.owner.id, { authenticatedAt: new Date() });
    expectInvalid(await client.delete(base).send({ confirm: "looms" }), ["confirm"]);
    await client.delete(base).send({ confirm: organisation.slug }).expect(204);
    expectProblem(await client.get(base), 404, "not_found");
  });

  test("is not found by others, whoever they are, or by a removed member", async () => {
    const leaving = await newMember("member");
    const left = await signedInClient(leaving);
    await left.get(base).expect(200);
    await client.delete(`${base}/members/${leaving.id}`).expect(204);
    const admin = await signedInClient(await createAccount({ role: "admin" }));
    for (const stranger of [left, admin]) {
      expectProblem(await stranger.get(base), 404, "not_found");
      await stranger.get(`/organisations/${organisation.slug}/members`).expect(404);
    }
    expectProblem(await client.get("/api/organisations/%00"), 404, "not_found");
    expectProblem(await newClient().get(base), 401, "unauthenticated");
  });

  test("a slug in the query or the body is ignored", async () => {
    const other = await createOrganisation();
    const told = await client.get(`${base}?slug=${other.slug}`).expect(200);
    expect(told.body.slug).toBe(organisation.slug);
    const sent = { name: "Looms", slug: other.slug, organizationId: other.id, id: other.id };
    await client.patch(`${base}?slug=${other.slug}`).send(sent).expect(200);
    expect((await db.organization.findUniqueOrThrow({ where: { id: other.id } })).name).toBe(
      other.name,
    );
  });
});

describe("/api/organisations/[slug]/members", () => {
  test("lists them page by page, without what members may not know", async () => {
    const member = await newMember("member");
    const { body } = await client.get(`${base}/members`).expect(200);
    expect(body.next).toBeNull();
    expect(body.members).toContainEqual({
      id: member.id,
      name: member.name,
      email: member.email,
      role: "member",
      disabled: false,
      since: expect.any(String),
    });
    const rest = await client.get(`${base}/members?after=${body.members[0].id}`).expect(200);
    expect(rest.body.members).toEqual(body.members.slice(1));
  });

  test("changes a role, removes, lets leave, and keeps the last owner", async () => {
    const member = await newMember("member");
    const of = ({ id }: { id: string }) => `${base}/members/${id}`;
    expectInvalid(await client.patch(of(member)).send({ role: "king" }), ["role"]);
    const { body } = await client.patch(of(member)).send({ role: "admin" }).expect(200);
    expect(body).toMatchObject({ id: member.id, role: "admin" });
    const own = of(organisation.owner);
    expectProblem(await client.patch(own).send({ role: "member" }), 409, "last_owner");
    expectProblem(await client.delete(own), 409, "last_owner");
    const admin = await signedInClient(member);
    expectProblem(await admin.patch(of(member)).send({ role: "owner" }), 403, "forbidden");
    expectProblem(await admin.delete(own), 403, "forbidden");
    await client.patch(of(member)).send({ role: "owner" }).expect(200);
    await client.delete(own).expect(204);
    expectProblem(await client.get(base), 404, "not_found");
    const nobody = await createAccount();
    expectProblem(await admin.patch(of(nobody)).send({ role: "member" }), 404, "not_found");
    expectProblem(await admin.delete(of(nobody)), 404, "not_found");
    expectProblem(await admin.delete(`${base}/members/x`), 404, "not_found");
  });

  test("a form leads back to the list; somebody who has left goes to their organisations", async () => {
    const member = await newMember("owner");
    const action = (id: string) => `${base}/members/${id}`;
    const post = (id: string, fields: object) => client.post(action(id)).type("form").send(fields);
    const page = `/organisations/${organisation.slug}/members`;
    const changed = await post(member.id, { _method: "PATCH", role: "admin" });
    expect(changed.headers.location).toBe(page);
    expect((await client.get(page)).text).toContain(englishInPage("notices.memberRoleChanged"));
    const kept = await post(organisation.owner.id, { _method: "DELETE" });
    expect(kept.headers.location).toBe(page);
    expect((await client.get(page)).text).toContain("needs an owner who can sign in");
    await post(member.id, { _method: "PATCH", role: "owner" });
    const left = await post(organisation.owner.id, { _method: "DELETE" });
    expect(left.headers.location).toBe("/organisations");
  });
});

describe("/api/organisations/[slug]/events", () => {
  test("shows admins what was done, by whom and to whom, but not from where", async () => {
    const member = await newMember("member");
    await client.patch(`${base}/members/${member.id}`).send({ role: "admin" }).expect(200);
    const admin = await signedInClient(member);
    const { body } = await admin.get(`${base}/events`).expect(200);
    expect(body).toEqual({
      events: [
        {
          id: expect.any(String),
          createdAt: expect.any(String),
          type: "member_role",
          detail: "admin",
          label: "New role in an organisation: Admin",
          member: { id: member.id, name: member.name },
          by: { id: organisation.owner.id, name: organisation.owner.name },
        },
      ],
      next: null,
    });
    await client.delete(`${base}/members/${member.id}`).expect(204);
    const { events } = (await client.get(`${base}/events`)).body;
    expect(events[0]).toMatchObject({ type: "member_removed", member: { name: null } });
    expect((await client.get(`/organisations/${organisation.slug}/events`)).text).toContain(
      "Removed from an organisation",
    );
  });
});

describe("DELETE /api/me", () => {
  test("names the organisations in its way, and deletes those without other members", async () => {
    await client
      .get("/settings/account")
      .expect(200)
      .expect(({ text }) => {
        expect(text).toContain('name="withOrganisations"');
        expect(text).toContain(organisation.name);
      });
    const alone = await client.delete("/api/me").send({});
    expectProblem(alone, 409, "last_owner");
    expect(alone.body.detail).toContain(organisation.name);
    await newMember("member");
    const shared = await client.delete("/api/me").send({ withOrganisations: true });
    expectProblem(shared, 409, "last_owner");
    await newMember("owner");
    await client.delete("/api/me").send({ withOrganisations: true }).expect(204);
    expect(await db.organization.findUnique({ where: { id: organisation.id } })).not.toBeNull();
  });

  test("an administrator cannot disable a last owner with members, unless they insist [V8.2.1]", async () => {
    await newMember("member");
    const admin = await signedInClient(await createAccount({ role: "admin" }));
    const refused = await admin
      .patch(`/api/admin/users/${organisation.owner.id}`)
      .send({ disabled: true });
    expectProblem(refused, 409, "last_owner");
    expect(refused.body.detail).toContain(organisation.name);
    const { id } = organisation.owner;
    const { text } = await admin.get(`/admin/users/${id}/disable`).expect(200);
    expect(text).toContain(organisation.name);
    expect(text).toContain('name="withoutOwner"');
    const withoutOwner = true;
    await admin.patch(`/api/admin/users/${id}`).send({ disabled: true, withoutOwner }).expect(200);
    const events = await db.securityEvent.findMany({
      where: { organizationId: organisation.id, detail: "without_owner" },
    });
    expect(events).toMatchObject([{ type: "organisation_updated", subjectId: id }]);
    await admin.patch(`/api/admin/users/${id}`).send({ disabled: false }).expect(200);
    const member = await db.member.findFirst({ where: { userId: id } });
    expect(member?.role).toBe("owner");
  });

  test("the download has the memberships and the invitations sent", async () => {
    const { body } = await client.get("/api/me/export").expect(200);
    const named = { slug: organisation.slug, name: organisation.name };
    expect(body.memberships).toMatchObject([{ role: "owner", organization: named }]);
    expect(body.sentInvitations).toMatchObject([{ role: "member", organization: named }]);
  });
});
