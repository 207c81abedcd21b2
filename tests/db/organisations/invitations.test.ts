import { isTaken, signUpInvited } from "@/lib/features/accounts/sign-up-invited";
import { acceptInvitation, lookAtInvitation } from "@/lib/features/organisations/acceptance";
import {
  invitationsOf,
  invite,
  inviteAgain,
  withdrawInvitation,
} from "@/lib/features/organisations/invitations";
import { changeMember, endMembership } from "@/lib/features/organisations/members";
import { membershipOf } from "@/lib/features/organisations/membership";
import { organisationsOf } from "@/lib/features/organisations/organisations";
import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_MS } from "@/lib/platform/core/time";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { findUserByEmail } from "@/lib/platform/db/tables/users";
import type { Message } from "@/lib/platform/mail/message";
import { openMail } from "@/lib/platform/mail/outbox";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { createOrganisation, join, type Organisation } from "@/tests/support/people/organisations";
import { newAskingSession } from "@/tests/support/people/sessions";

let organisation: Organisation;
let owner: Account;

beforeEach(async () => {
  organisation = await createOrganisation();
  ({ owner } = organisation);
  await db.outboxMail.deleteMany();
});

async function asks({ id }: Account, into = organisation) {
  const membership = await membershipOf(id, into.slug);
  if (!membership) throw new Error("no member");
  return { asking: await newAskingSession(id), membership };
}

async function newMember(role: MemberRole): Promise<Account> {
  const account = await createAccount();
  await join(organisation, account, role);
  return account;
}

/** The mails that wait, oldest first. */
async function mails(): Promise<Message[]> {
  const rows = await db.outboxMail.findMany({ orderBy: { id: "asc" } });
  const opened = await Promise.all(rows.map(({ sealed }) => openMail(sealed ?? "")));
  return opened.flatMap((queued) => (queued && "message" in queued ? [queued.message] : []));
}

const byEmail = ({ email }: Account) => email;

const secretIn = ({ link }: Message) => new URL(String(link)).searchParams.get("token") ?? "";

/** Invites somebody. @returns the secret that was mailed */
async function invited(email: string, role: MemberRole = "member", by = owner): Promise<string> {
  await invite(await asks(by), { email, role });
  const sent = (await mails()).filter(({ to }) => to === email);
  return secretIn(sent.at(-1) as Message);
}

const refusedAs = (code: string) => expect.objectContaining({ code });
const refusedFor = (state: RegExp) =>
  expect.objectContaining({ detail: expect.stringMatching(state) });

const idOf = async (email: string) =>
  (await db.invitation.findFirstOrThrow({ where: { email, organizationId: organisation.id } })).id;

const roleOf = async (email: string) => {
  const user = await findUserByEmail(email);
  const [own] = user ? await organisationsOf(user.id) : [];
  return own?.role;
};

const statesOf = async (secret: string) => (await lookAtInvitation(secret)).state;

describe("an invitation", () => {
  test("is the same for an address with and without an account, mail included", async () => {
    const account = await createAccount();
    const [known, unknown] = [account.email, newEmail()];
    const asking = await asks(owner);
    expect(await invite(asking, { email: known, role: "member" })).toBe(
      await invite(asking, { email: unknown, role: "member" }),
    );
    const [first, second] = await mails();
    const plain = (mail: Message | undefined) =>
      mail && {
        ...mail,
        to: "",
        link: "",
        secretHash: "",
        text: mail.text.replaceAll(String(mail.link), ""),
      };
    const withoutHtml = (mail: Message | undefined) => ({ ...plain(mail), html: "" });
    expect(withoutHtml(first)).toEqual(withoutHtml(second));
    expect([first?.to, second?.to]).toEqual([known, unknown]);
    expect(first?.text).toContain(organisation.name);
    expect(first?.text).not.toContain(account.name === owner.name ? "Hello Ada" : account.name);
  });

  test("stores only the secret's hash, for seven days", async () => {
    const email = newEmail();
    const secret = await invited(email);
    const row = await db.invitation.findFirstOrThrow({ where: { email } });
    expect(row.secretHash).toBe(hashSecret(secret));
    expect(Number(row.expiresAt) - Date.now()).toBeGreaterThan(7 * DAY_MS - 60_000);
    await db.invitation.updateMany({ where: { email }, data: { expiresAt: new Date() } });
    expect(await statesOf(secret)).toBe("expired");
    const { id } = await createAccount({ email });
    await expect(acceptInvitation(await newAskingSession(id), secret)).rejects.toEqual(
      refusedFor(/expired/),
    );
  });

  test("sent again, or again to the same address, has a new secret, and the old one is refused", async () => {
    const email = newEmail();
    const first = await invited(email);
    const second = await invited(email, "admin");
    expect(await db.invitation.count({ where: { email } })).toBe(1);
    await inviteAgain(await asks(owner), await idOf(email));
    const third = secretIn((await mails()).at(-1) as Message);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await Promise.all([first, second, third].map(statesOf))).toEqual([
      "unknown",
      "unknown",
      "works",
    ]);
    expect((await lookAtInvitation(third)).invitation?.role).toBe("admin");
  });

  test("sent fifty times at once to one address counts once, and the last link works", async () => {
    const email = newEmail();
    const asking = await asks(owner);
    // Five an hour leave: the rest is silently dropped.
    await Promise.all(Array.from({ length: 50 }, () => invite(asking, { email, role: "member" })));
    expect(await db.invitation.count({ where: { email } })).toBe(1);
    const sent = (await mails()).filter(({ to }) => to === email);
    expect(sent.length).toBeLessThanOrEqual(5);
    const states = await Promise.all(sent.map(secretIn).map(statesOf));
    expect(states.filter((state) => state === "works")).toHaveLength(1);
  });

  test("cannot be for a role above the inviter's, or to a member", async () => {
    const admin = await newMember("admin");
    const asking = await asks(admin);
    await expect(invite(asking, { email: newEmail(), role: "owner" })).rejects.toEqual(
      refusedAs("forbidden"),
    );
    await expect(invite(asking, { email: owner.email, role: "member" })).rejects.toEqual(
      refusedAs("already_member"),
    );
    const email = newEmail();
    await invited(email, "owner");
    await expect(inviteAgain(asking, await idOf(email))).rejects.toEqual(refusedAs("forbidden"));
    const member = await asks(await newMember("member"));
    await expect(invite(member, { email, role: "member" })).rejects.toEqual(refusedAs("forbidden"));
  });

  test("can be withdrawn once, by nobody from another organisation", async () => {
    const email = newEmail();
    const secret = await invited(email);
    const id = await idOf(email);
    const other = await createOrganisation();
    const stranger = await asks(other.owner, other);
    await expect(withdrawInvitation(stranger, id)).rejects.toEqual(refusedAs("not_found"));
    await expect(inviteAgain(stranger, id)).rejects.toEqual(refusedAs("not_found"));
    const own = await asks(owner);
    await withdrawInvitation(own, id);
    await expect(withdrawInvitation(own, id)).rejects.toEqual(refusedAs("not_found"));
    expect(await statesOf(secret)).toBe("unknown");
    expect((await invitationsOf(organisation.id)).map((one) => one.email)).not.toContain(email);
  });

  test("is one of two hundred open ones at most", async () => {
    const rows = Array.from({ length: 200 }, () => ({
      secretHash: newEmail(),
      organizationId: organisation.id,
      email: newEmail(),
      role: "member",
      expiresAt: new Date(Date.now() + DAY_MS),
    }));
    await db.invitation.createMany({ data: rows });
    await expect(invite(await asks(owner), { email: newEmail(), role: "member" })).rejects.toEqual(
      refusedAs("too_many_invitations"),
    );
  });
});

describe("accepting", () => {
  let guest: Account;
  let secret: string;

  beforeEach(async () => {
    guest = await createAccount();
    secret = await invited(guest.email, "admin");
  });

  test("makes a member with that role, uses the invitation up, and is recorded", async () => {
    expect(await acceptInvitation(await newAskingSession(guest.id), secret)).toBe(
      organisation.slug,
    );
    expect(await roleOf(guest.email)).toBe("admin");
    expect(await statesOf(secret)).toBe("unknown");
    expect(await eventNames(guest.id)).toEqual(["invitation_accepted"]);
  });

  test("as another account than the invited one does nothing", async () => {
    const other = await createAccount();
    await expect(acceptInvitation(await newAskingSession(other.id), secret)).rejects.toEqual(
      refusedAs("link_of_another_account"),
    );
    expect(await roleOf(other.email)).toBeUndefined();
    expect(await statesOf(secret)).toBe("works");
  });

  test("as a member uses the invitation up, and keeps the role", async () => {
    await join(organisation, guest, "member");
    await acceptInvitation(await newAskingSession(guest.id), secret);
    expect(await roleOf(guest.email)).toBe("member");
    expect(await statesOf(secret)).toBe("unknown");
  });

  test("fifty times at once makes one member, once", async () => {
    const asking = await newAskingSession(guest.id);
    const done = await Promise.allSettled(
      Array.from({ length: 50 }, () => acceptInvitation(asking, secret)),
    );
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of done)
      if (one.status === "rejected") expect(one.reason).toBeInstanceOf(Problem);
    expect(await eventNames(guest.id)).toContain("invitation_accepted");
    expect(
      (await eventNames(guest.id)).filter((name) => name === "invitation_accepted"),
    ).toHaveLength(1);
  }, 60_000);

  test.each<[string, () => Promise<unknown>]>([
    [
      "has left",
      async () => {
        await join(organisation, await createAccount(), "owner");
        await endMembership(await asks(owner), owner.id);
      },
    ],
    [
      "has a role below that of the invitation",
      async () => {
        const heir = await newMember("owner");
        await changeMember(await asks(heir), owner.id, { role: "member" });
      },
    ],
    [
      "is disabled",
      () => db.user.update({ where: { id: owner.id }, data: { disabledAt: new Date() } }),
    ],
    ["has deleted the account", () => db.user.delete({ where: { id: owner.id } })],
  ])("is refused after the inviter %s", async (_, gone) => {
    await gone();
    expect(await statesOf(secret)).toBe("inviterGone");
    await expect(acceptInvitation(await newAskingSession(guest.id), secret)).rejects.toEqual(
      refusedFor(/can no longer invite people/),
    );
    expect(await roleOf(guest.email)).toBeUndefined();
  });

  test("an owner's invitation is refused after its inviter has become an admin", async () => {
    const asOwner = await invited(guest.email, "owner");
    const heir = await newMember("owner");
    await changeMember(await asks(heir), owner.id, { role: "admin" });
    expect(await statesOf(asOwner)).toBe("inviterGone");
  });

  test("while it is withdrawn: one of the two happens", async () => {
    for (let round = 0; round < 10; round++) {
      const { email, id } = await createAccount();
      const link = await invited(email);
      const [own, asking] = [await asks(owner), await newAskingSession(id)];
      const invitation = await idOf(email);
      const [accepted, withdrawn] = await Promise.allSettled([
        acceptInvitation(asking, link),
        withdrawInvitation(own, invitation),
      ]);
      expect([accepted.status, withdrawn.status].sort()).toEqual(["fulfilled", "rejected"]);
      expect((await roleOf(email)) !== undefined).toBe(accepted.status === "fulfilled");
    }
  }, 60_000);
});

describe("signing up by an invitation", () => {
  const input = (email: string) => ({ name: "Grace", email, password: "seven quiet lanterns" });

  test("creates a confirmed member, without another mail", async () => {
    const email = newEmail();
    const secret = await invited(email, "admin");
    await db.outboxMail.deleteMany();
    expect(await signUpInvited(input(email), secret)).toBe(organisation.slug);
    const user = await findUserByEmail(email);
    expect(user).toMatchObject({ name: "Grace", role: "user", emailVerified: expect.any(Date) });
    expect(await roleOf(email)).toBe("admin");
    expect(await mails()).toEqual([]);
    expect(await eventNames(user?.id ?? "")).toEqual([
      "user_created",
      "user_updated:email_verified",
      "invitation_accepted",
    ]);
  });

  test("replaces what a stranger has begun: their password and links stop working", async () => {
    const email = newEmail();
    const stranger = await createAccount({ email, verified: false, name: "Mallory" });
    const before = await db.password.findUniqueOrThrow({ where: { userId: stranger.id } });
    await signUpInvited(input(email), await invited(email));
    expect((await findUserByEmail(email))?.name).toBe("Grace");
    expect(await db.password.findUniqueOrThrow({ where: { userId: stranger.id } })).not.toEqual(
      before,
    );
  });

  test("is refused exactly where the page of the invitation leads to the sign-in", async () => {
    const confirmed = await createAccount();
    const [unconfirmed, disabled, imported] = [
      await createAccount({ verified: false }),
      await createAccount({ verified: false }),
      await createAccount({ verified: false }),
    ];
    await db.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    await db.importedAccount.create({ data: { userId: imported.id, source: "csv" } });
    const addresses = [newEmail(), ...[unconfirmed, confirmed, disabled, imported].map(byEmail)];
    const taken: boolean[] = [];
    for (const email of addresses) {
      const secret = await invited(email);
      taken.push(await isTaken(email));
      const refused = await signUpInvited(input(email), secret).then(
        () => false,
        () => true,
      );
      expect(refused).toBe(taken.at(-1));
    }
    expect(taken).toEqual([false, false, true, true, true]);
  });

  test("is refused with another address, for an existing account, and by a dead link", async () => {
    const { email } = await createAccount();
    const secret = await invited(email);
    const refused = { code: "invalid", errors: [{ field: "email" }] };
    await expect(signUpInvited(input(newEmail()), secret)).rejects.toMatchObject(refused);
    await expect(signUpInvited(input(email), secret)).rejects.toMatchObject(refused);
    await withdrawInvitation(await asks(owner), await idOf(email));
    await expect(signUpInvited(input(email), secret)).rejects.toMatchObject({
      errors: [{ field: "token" }],
    });
  });

  test("four times at once creates one account and one member", async () => {
    const email = newEmail();
    const secret = await invited(email);
    const done = await Promise.allSettled(
      Array.from({ length: 4 }, () => signUpInvited(input(email), secret)),
    );
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db.user.count({ where: { email } })).toBe(1);
    expect(await roleOf(email)).toBe("member");
  }, 60_000);
});
