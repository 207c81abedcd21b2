import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createOrganisation, join } from "@/tests/support/people/organisations";
import { newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

const LIST = "/api/admin/organisations";

afterAll(expectQuietLog);

test("administrators see which organisations there are, and nothing of what is in them", async () => {
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

test("nobody else does", async () => {
  const owner = await signedInClient((await createOrganisation()).owner);
  expectProblem(await owner.get(LIST), 403, "forbidden");
  expectProblem(await newClient().get(LIST), 401, "unauthenticated");
});
