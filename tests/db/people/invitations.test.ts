import { lookAtAccountInvitation, signUpByInvitation } from "@/lib/features/invitations/accept";
import { invites, signUpIs } from "@/lib/features/invitations/who-may-sign-up";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { features } from "@/lib/platform/config/features";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { takeAccountInvitation } from "@/lib/platform/db/tables/people/invitations";
import { transaction } from "@/lib/platform/db/transaction";
import { eventNames } from "@/tests/support/database/events";
import { createAccount } from "@/tests/support/people/accounts";
import { createInvitation } from "@/tests/support/people/invitations";

const PASSWORD = "seven lemons on the harbour wall";
const input = (email: string) => ({ name: "Ada Lovelace", email, password: PASSWORD });

test("the link creates an account with a confirmed address, without another mail", async () => {
  const { email, secret } = await createInvitation();
  const mails = await db.outboxMail.count();
  await signUpByInvitation(input(email), secret);
  const user = await signIn({ email, password: PASSWORD, device: "" });
  expect(user).toMatchObject({ email, role: "user", emailVerified: expect.any(Date) });
  expect(await db.outboxMail.count()).toBe(mails);
  expect(await eventNames(user?.id ?? "")).toEqual([
    "user_created:invited",
    "user_updated:email_verified",
  ]);
  expect(await db.accountInvitation.count({ where: { email } })).toBe(0);
});

test("an invitation accepted fifty times at once creates one account, and the rest are refused", async () => {
  const { email, secret } = await createInvitation();
  const all = Array.from({ length: 50 }, () =>
    transaction((tx) => takeAccountInvitation(hashSecret(secret), email, tx)),
  );
  expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
  const other = await createInvitation();
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => signUpByInvitation(input(other.email), other.secret)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db.user.count({ where: { email: other.email } })).toBe(1);
});

test.each([
  [
    "another address",
    "email",
    async () => ({ ...(await createInvitation()), email: "eve@example.com" }),
  ],
  [
    "one that has expired",
    "token",
    () => createInvitation({ expiresAt: new Date(Date.now() - 1) }),
  ],
  [
    "one that was revoked",
    "token",
    async () => {
      const invitation = await createInvitation();
      await db.accountInvitation.delete({ where: { id: invitation.id } });
      return invitation;
    },
  ],
  [
    "an invented secret",
    "token",
    async () => ({ ...(await createInvitation()), secret: newSecret() }),
  ],
])("is refused: %s", async (_what, field, make) => {
  const { email, secret } = await make();
  await expect(signUpByInvitation(input(email), secret)).rejects.toMatchObject({
    code: "invalid",
    errors: [{ field }],
  });
  expect(await db.user.count({ where: { email } })).toBe(0);
});

test("an existing account stays as it is", async () => {
  const { id, email } = await createAccount();
  const { secret } = await createInvitation({ email });
  const whole = () => db.user.findUnique({ where: { id }, include: { password: true } });
  const before = await whole();
  await expect(signUpByInvitation(input(email), secret)).rejects.toMatchObject({
    code: "invalid",
    errors: [{ field: "email" }],
  });
  expect(await whole()).toEqual(before);
});

test("an unconfirmed sign-up gives way to the invited person", async () => {
  const { id, email, password } = await createAccount({ verified: false, role: "admin" });
  const { secret } = await createInvitation({ email });
  await signUpByInvitation(input(email), secret);
  expect(await signIn({ email, password, device: "" })).toBeNull();
  expect(await signIn({ email, password: PASSWORD, device: "" })).toMatchObject({
    id,
    role: "user",
  });
});

test("opening it uses nothing up", async () => {
  const { email, secret } = await createInvitation();
  for (let n = 0; n < 3; n++) {
    expect(await lookAtAccountInvitation(secret)).toEqual({
      state: "works",
      token: secret,
      email,
      invitedBy: null,
    });
  }
  expect(await lookAtAccountInvitation(null)).toMatchObject({ state: "missing" });
  expect(await lookAtAccountInvitation("x")).toMatchObject({ state: "incomplete" });
  expect(await lookAtAccountInvitation(newSecret())).toMatchObject({ state: "unknown" });
});

test("where administrators cannot invite, no invitation works, and none is read", async () => {
  const { email, secret } = await createInvitation();
  features.accountInvitations = false;
  try {
    expect(await lookAtAccountInvitation(secret)).toMatchObject({ state: "unknown", email: null });
    await expect(signUpByInvitation(input(email), secret)).rejects.toThrow("invalid");
    expect(invites()).toBe(false);
    expect(signUpIs()).toBe("open");
  } finally {
    features.accountInvitations = true;
  }
  expect(await lookAtAccountInvitation(secret)).toMatchObject({ state: "works", email });
  features.signUp = false;
  expect(invites()).toBe(false);
  features.signUp = true;
});
