import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createOrganisation, join } from "@/tests/support/people/organisations";
import { newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const LIST = "/api/admin/organisations";

afterAll(expectQuietLog);

test("administrators see all organisations without being members", async () => {
  const earlier = await createOrganisation({ name: "Looms" });
  const organisation = await createOrganisation();
  await join(organisation, await createAccount(), "member");
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  const { body } = await admin.get(LIST).expect(200);
  const { id, slug, name } = organisation;
  expect(body.organisations).toContainEqual({
    ...{ id, slug, name, members: 2 },
    createdAt: expect.any(String),
  });
  const rest = (await admin.get(`${LIST}?after=${id}`).expect(200)).body.organisations;
  const ids = rest.map((one: { id: string }) => one.id);
  expect(ids).toContain(earlier.id);
  expect(ids).not.toContain(id);
  expect((await admin.get("/admin/organisations").expect(200)).text).toContain(slug);
  expectProblem(await admin.get(`/api/organisations/${slug}`), 404, "not_found");
});

test("administrators see its members and their roles, and change nothing", async () => {
  const member = await createAccount();
  const { slug, name, owner } = await createOrganisation({ member });
  const admin = await signedInClient(await createAccount({ role: "admin" }));
  const { body } = await admin.get(`${LIST}/${slug}`).expect(200);
  expect(body).toMatchObject({ slug, name, hasOwner: true, next: null });
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  const view = ({ id, name: who, email }: typeof owner, role: string) => ({
    ...{ id, name: who, email, role, disabled: false },
    since: expect.any(String),
  });
  expect(body.members.toSorted(byId)).toEqual(
    [view(owner, "owner"), view(member, "member")].sort(byId),
  );
  const { text } = await admin.get(`/admin/organisations/${slug}`).expect(200);
  for (const shown of [name, owner.email, member.email, `/admin/users/${owner.id}`]) {
    expect(text).toContain(shown);
  }
  await admin
    .patch(`/api/admin/users/${owner.id}`)
    .send({ disabled: true, withoutOwner: true })
    .expect(200);
  expect((await admin.get(`${LIST}/${slug}`)).body.hasOwner).toBe(false);
  const page = await admin.get(`/admin/organisations/${slug}`).expect(200);
  expect(page.text).toContain(english("adminOrganisations.noOwner"));
  expectProblem(await admin.get(`${LIST}/no-such-one`), 404, "not_found");
  expectProblem(await admin.get(`${LIST}/Not%20A%20Slug`), 404, "not_found");
  expectProblem(await admin.patch(`${LIST}/${slug}`).send({}), 405, "method_not_allowed");
  await admin.get("/admin/organisations/no-such-one").expect(404);
});

test("nobody else does", async () => {
  const { slug } = await createOrganisation();
  const user = await signedInClient(await createAccount());
  expectProblem(await user.get(`${LIST}/${slug}`), 403, "forbidden");
  expectProblem(await newClient().get(`${LIST}/${slug}`), 401, "unauthenticated");
  const owner = await signedInClient((await createOrganisation()).owner);
  expectProblem(await owner.get(LIST), 403, "forbidden");
  expectProblem(await newClient().get(LIST), 401, "unauthenticated");
});
