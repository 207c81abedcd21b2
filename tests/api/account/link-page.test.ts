import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { LINK_PURPOSES, linkPath, resetPasswordPath } from "@/lib/platform/mail/link-path";
import { createAccount, newEmail, signedInClient } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { newClient } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import { english, englishInPage } from "@/tests/support/texts";

afterAll(expectQuietLog);

test.each(["sign-out", "reset-password", "Verify", "constructor", "%00"])(
  "/link/%s is not a page: no mail links to it",
  async (purpose) => {
    await newClient().get(`/link/${purpose}?token=x`).expect(404);
  },
);

test.each(LINK_PURPOSES)("/link/%s leaks its token to no other site", async (purpose) => {
  const { headers } = await newClient().get(`/link/${purpose}?token=x`).expect(200);
  expect(headers["referrer-policy"]).toBe("same-origin");
});

test.each([
  ["/verify-email", "/link/verify"],
  ["/confirm-email", "/link/confirm-email"],
  ["/undo-email", "/link/undo-email"],
])("the older link %s leads to %s with its token", async (old, now) => {
  const { headers } = await newClient().get(`${old}?token=x`).redirects(0).expect(308);
  expect(headers.location).toBe(`${now}?token=x`);
});

describe("a link that cannot work says so, and why, when it is opened", () => {
  const pathOf = { "verify-email": "/link/verify", "reset-password": "/reset-password" } as const;
  const open = async (path: string) => {
    const { text } = await newClient().get(path).expect(200);
    // Nothing to press that could not succeed.
    expect(text).not.toContain('name="token"');
    return text;
  };

  test.each(["/link/verify", "/link/confirm-email", "/link/undo-email", "/reset-password"])(
    "%s",
    async (path) => {
      expect(await open(path)).toContain(englishInPage("link.missing"));
      expect(await open(`${path}?token=`)).toContain(englishInPage("link.missing"));
      expect(await open(`${path}?token=garbage`)).toContain(englishInPage("link.incomplete"));
      expect(await open(`${path}?token=${newSecret()}`)).toContain(englishInPage("link.unknown"));
    },
  );

  test.each(["verify-email", "reset-password"] as const)("%s, replaced", async (purpose) => {
    const account = await createAccount({ verified: false });
    const token = await newLink(purpose, account);
    await db.token.updateMany({
      where: { userId: account.id },
      data: { replacedAt: new Date(), expiresAt: new Date() },
    });
    expect(await open(`${pathOf[purpose]}?token=${token}`)).toContain(
      englishInPage("link.replaced"),
    );
  });

  test("an expired link that confirms an address offers a new one, with the address filled in", async () => {
    const account = await createAccount({ verified: false });
    const token = await newLink("verify-email", account);
    const past = new Date(Date.now() - 1000);
    await db.token.updateMany({ where: { userId: account.id }, data: { expiresAt: past } });
    const text = await open(linkPath("verify", token));
    expect(text).toContain(englishInPage("link.expired"));
    expect(text).toContain(`value="${account.email}"`);
  });

  test("a finished step says so, even to somebody signed in to another account", async () => {
    const account = await createAccount({ verified: false });
    const token = await newLink("verify-email", account);
    const other = await createAccount();
    const client = await signedInClient(other);
    const answer = await client
      .post("/api/account/verify-email")
      .type("form")
      .send({ token })
      .expect(303);
    const { text } = await client.get(String(answer.headers.location)).expect(200);
    expect(text).toContain(english("link.verifyDone", { email: account.email }));
    expect(text).toContain(englishInPage("link.signedInAs", { email: other.email }));
    const { email } = account;
    const again = await open(linkPath("verify", token));
    expect(again).toContain(english("link.verifyDoneAlready", { email }));
  });

  test("a new password says so, too", async () => {
    const account = await createAccount();
    const token = await newLink("reset-password", account);
    const client = await signedInClient(await createAccount());
    const page = await client.get(resetPasswordPath(token)).expect(200);
    expect(page.text).toContain(englishInPage("link.resetLead", { email: account.email }));
    const answer = await client
      .post("/api/account/reset-password")
      .type("form")
      .send({ token, password: "seven quiet lanterns" })
      .expect(303);
    const { text } = await client.get(String(answer.headers.location)).expect(200);
    expect(text).toContain(english("link.resetDone", { email: account.email }));
  });

  test.each([
    ["verify-email", "/api/account/verify-email", false],
    ["reset-password", "/api/account/reset-password", true],
  ] as const)(
    "after %s the sign-in form has the address, once",
    async (purpose, path, verified) => {
      const account = await createAccount({ verified });
      const token = await newLink(purpose, account);
      const client = newClient();
      const form = { token, password: "seven quiet lanterns" };
      const { headers } = await client.post(path).type("form").send(form).expect(303);
      await client.get(String(headers.location)).expect(200);
      const filledIn = `name="email" value="${account.email}"`;
      expect((await client.get("/signin").expect(200)).text).toContain(filledIn);
      expect((await client.get("/signin").expect(200)).text).not.toContain(filledIn);
    },
  );

  test("an undone change says so, too", async () => {
    const account = await createAccount();
    const email = newEmail();
    const token = await newLink("undo-email", account, email);
    const client = newClient();
    const page = await client.get(linkPath("undo-email", token)).expect(200);
    expect(page.text).toContain(englishInPage("link.undoLead", { email }));
    const answer = await client
      .post("/api/account/email/undo")
      .type("form")
      .send({ token })
      .expect(303);
    const { text } = await client.get(String(answer.headers.location)).expect(200);
    expect(text).toContain(englishInPage("link.undoDone", { email }));
    const again = await open(linkPath("undo-email", token));
    expect(again).toContain(englishInPage("link.undoDoneAlready", { email }));
  });
});
