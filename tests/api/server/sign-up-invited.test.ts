import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { tokenIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { createInvitation } from "@/tests/support/people/invitations";
import { createOrganisation } from "@/tests/support/people/organisations";
import { newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { englishInPage } from "@/tests/support/texts";

/* Further processes beside the shared one, in which not everybody can make an account. */

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

const fields = (email: string) => ({
  name: "Ada",
  email,
  password: "seven lemons on the harbour wall",
});

/** An administrator's client there. */
async function adminOf(url: string) {
  const client = newClient(url);
  await submitSignIn(client, await createAccount({ role: "admin" }));
  return client;
}

describe("SIGN_UP=invited", () => {
  const server = withSibling({ SIGN_UP: "invited" });

  test("lets nobody sign up on their own, and offers it on no page", async () => {
    const guest = newClient(server.url);
    const answer = await guest.post("/api/account").send(fields(newEmail()));
    expectProblem(answer, 403, "invitation_required");
    const { text } = await guest.get("/signup").expect(200);
    expect(text).toContain(englishInPage("signUp.byInvitation"));
    expect(text).not.toContain('name="password"');
    for (const page of ["/", "/signin"]) {
      expect((await guest.get(page).expect(200)).text).not.toContain('href="/signup');
    }
  });

  test("lets invited people sign up", async () => {
    const { email, secret } = await createInvitation();
    const guest = newClient(server.url);
    expect((await guest.get(`/signup?invitation=${secret}`).expect(200)).text).toContain(email);
    const sent = { ...fields(email), invitation: secret };
    await guest.post("/api/account").send(sent).expect(202);
  });

  test("lets administrators invite", async () => {
    const admin = await adminOf(server.url);
    await admin.post("/api/admin/invitations").send({ email: newEmail() }).expect(201);
  });
});

describe("SIGN_UP=closed", () => {
  const server = withSibling({ SIGN_UP: "closed" });

  test("has no sign-up, not even for people invited before", async () => {
    const { email, secret } = await createInvitation();
    const guest = newClient(server.url);
    for (const more of [{}, { invitation: secret }]) {
      const sent = { ...fields(email), ...more };
      expectProblem(await guest.post("/api/account").send(sent), 404, "not_found");
    }
    await guest.get("/signup").expect(404);
    await guest.get(`/signup?invitation=${secret}`).expect(404);
    const { text } = await guest.get(`/link/invitation?token=${secret}`).expect(200);
    expect(text).toContain(englishInPage("invitationLink.unknown"));
  });

  test("tells people whom an organisation invites who can give them an account", async () => {
    const organisation = await createOrganisation();
    const owner = newClient(server.url);
    await submitSignIn(owner, organisation.owner);
    const { name } = organisation.owner;
    const known = (await createAccount()).email;
    const unknown = newEmail();
    const shown: string[] = [];
    for (const email of [known, unknown]) {
      const invitations = `/api/organisations/${organisation.slug}/invitations`;
      await owner.post(invitations).send({ email, role: "member" }).expect(202);
      const token = tokenIn(await waitForMail(app.dataDir, email));
      const page = `/link/invitation?token=${token}`;
      shown.push((await newClient(server.url).get(page).expect(200)).text);
    }
    const signIn = englishInPage("invitationLink.signInFirst", { email: known });
    const noSignUp = englishInPage("invitationLink.noSignUp", { email: unknown, invitedBy: name });
    expect(shown.map((text) => [text.includes(signIn), text.includes(noSignUp)])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(shown[1]).not.toContain('href="/signup');
  });

  test("lets administrators create accounts, but not invite", async () => {
    const admin = await adminOf(server.url);
    const email = newEmail();
    await admin.post("/api/admin/users").send({ name: "Ada", email }).expect(201);
    expectProblem(await admin.get("/api/admin/invitations"), 404, "not_found");
    const invited = await admin.post("/api/admin/invitations").send({ email: newEmail() });
    expectProblem(invited, 404, "not_found");
    await admin.get("/admin/invitations").expect(404);
    expect((await admin.get("/admin").expect(200)).text).not.toContain("/admin/invitations");
    const { paths } = (await admin.get("/api/openapi.json").expect(200)).body;
    expect(paths).not.toHaveProperty("/api/admin/invitations");
    expect(paths["/api/account"]?.post).toBeUndefined();
  });
});
