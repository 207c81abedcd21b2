import { deleteAccount } from "@/lib/features/accounts/deletion";
import { applyChange, changeUser } from "@/lib/features/admin/user-actions";
import type { AskingSession } from "@/lib/features/caller/caller";
import { changeMember, endMembership } from "@/lib/features/organisations/members";
import { membershipOf } from "@/lib/features/organisations/membership";
import {
  addOrganisation,
  changeOrganisation,
  removeOrganisation,
} from "@/lib/features/organisations/organisations";
import { features } from "@/lib/platform/config/features";
import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";
import { Problem } from "@/lib/platform/core/problem";
import { db } from "@/lib/platform/db/client";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { createOrganisation, join, type Organisation } from "@/tests/support/people/organisations";
import { newAskingSession } from "@/tests/support/people/sessions";

const ROUNDS = 12;

let organisation: Organisation;
let owner: Account;

beforeEach(async () => {
  organisation = await createOrganisation();
  ({ owner } = organisation);
});

/** Somebody as the guard lets them in. */
async function asks({ id }: Account, into = organisation) {
  const membership = await membershipOf(id, into.slug);
  if (!membership) throw new Error("no member");
  return { asking: await newAskingSession(id), membership };
}

/** Makes somebody new a member. */
async function newMember(role: MemberRole, into = organisation): Promise<Account> {
  const account = await createAccount();
  await join(into, account, role);
  return account;
}

const rolesOf = async ({ id } = organisation) =>
  Object.fromEntries(
    (await db.member.findMany({ where: { organizationId: id } })).map(({ userId, role }) => [
      userId,
      role,
    ]),
  );

const refusedAs = (code: string) => expect.objectContaining({ code });

/** What became of several at once: done, or the code of its problem. */
async function outcomes(work: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "done";
    if (one.reason instanceof Problem) return one.reason.code;
    throw one.reason;
  });
}

const eventsOf = async (organizationId: string) =>
  (await db.securityEvent.findMany({ where: { organizationId }, orderBy: { id: "asc" } })).map(
    ({ type, detail }) => (detail ? `${type}:${detail}` : type),
  );

describe("an organisation", () => {
  test("is created with its creator as owner, renamed and deleted, and its events stay", async () => {
    const maker = await createAccount();
    const asking = await newAskingSession(maker.id);
    const made = await addOrganisation(asking, { name: "Straße & Søn" });
    expect(made).toEqual({ slug: "strasse-son", name: "Straße & Søn", role: "owner" });
    const membership = await membershipOf(maker.id, made.slug);
    if (!membership) throw new Error("no member");
    const { id } = membership.organisation;
    await changeOrganisation({ asking, membership }, "Looms");
    await removeOrganisation({ asking, membership });
    expect(await db.organization.findUnique({ where: { id } })).toBeNull();
    expect(await db.member.count({ where: { organizationId: id } })).toBe(0);
    expect(await eventsOf(id)).toEqual([
      "organisation_created",
      "organisation_updated",
      "organisation_deleted",
    ]);
  });

  test("with a taken name gets a number in its slug; a taken chosen slug is refused", async () => {
    const asking = await newAskingSession(owner.id);
    const { slug } = await addOrganisation(asking, { name: `Name ${organisation.slug}` });
    const second = await addOrganisation(asking, { name: `Name ${organisation.slug}` });
    expect(second.slug).toMatch(new RegExp(`^${slug.slice(0, 20)}.*-\\d{6}$`));
    await expect(addOrganisation(asking, { name: "Another", slug })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ field: "slug" }],
    });
  });

  test("can be created by one account a hundred times at most", async () => {
    const asking = await newAskingSession(owner.id);
    const rows = Array.from({ length: 99 }, (_, n) => ({
      id: crypto.randomUUID(),
      slug: `many-${owner.id}-${n}`,
      name: "Many",
    }));
    await db.organization.createMany({ data: rows });
    await db.member.createMany({
      data: rows.map(({ id }) => ({ organizationId: id, userId: owner.id, role: "member" })),
    });
    await expect(addOrganisation(asking, { name: "One more" })).rejects.toEqual(
      refusedAs("too_many_organisations"),
    );
  });
});

describe("roles", () => {
  test("an owner assigns any role; an admin none above their own, and to nobody above", async () => {
    const [admin, member] = [await newMember("admin"), await newMember("member")];
    const byAdmin = await asks(admin);
    await changeMember(byAdmin, member.id, { role: "admin" });
    await expect(changeMember(byAdmin, member.id, { role: "owner" })).rejects.toEqual(
      refusedAs("forbidden"),
    );
    await expect(changeMember(byAdmin, owner.id, { role: "member" })).rejects.toEqual(
      refusedAs("forbidden"),
    );
    await expect(endMembership(byAdmin, owner.id)).rejects.toEqual(refusedAs("forbidden"));
    await changeMember(await asks(owner), member.id, { role: "owner" });
    expect(await rolesOf()).toEqual({
      [owner.id]: "owner",
      [admin.id]: "admin",
      [member.id]: "owner",
    });
    expect(await eventsOf(organisation.id)).toEqual(["member_role:admin", "member_role:owner"]);
  });

  test("a role that was taken away after the guard's check no longer counts", async () => {
    const [admin, member] = [await newMember("admin"), await newMember("member")];
    const late = await asks(admin);
    await changeMember(await asks(owner), admin.id, { role: "member" });
    await expect(changeMember(late, member.id, { role: "admin" })).rejects.toEqual(
      refusedAs("forbidden"),
    );
    await endMembership(await asks(owner), admin.id);
    await expect(changeOrganisation(late, "Mine")).rejects.toEqual(refusedAs("not_found"));
    expect((await db.organization.findUniqueOrThrow({ where: { id: organisation.id } })).name).toBe(
      organisation.name,
    );
  });

  test("a session that has ended since does nothing", async () => {
    const member = await newMember("member");
    const late = await asks(owner);
    await db.session.deleteMany({ where: { userId: owner.id } });
    await expect(endMembership(late, member.id)).rejects.toEqual(refusedAs("unauthenticated"));
    await expect(removeOrganisation(late)).rejects.toEqual(refusedAs("unauthenticated"));
  });

  test("a member of another organisation has no role here", async () => {
    const other = await createOrganisation();
    const stranger = await newMember("member", other);
    const own = await asks(owner);
    await expect(changeMember(own, stranger.id, { role: "admin" })).rejects.toEqual(
      refusedAs("not_found"),
    );
    await expect(endMembership(own, stranger.id)).rejects.toEqual(refusedAs("not_found"));
    expect(await rolesOf(other)).toMatchObject({ [stranger.id]: "member" });
  });
});

describe("the last owner", () => {
  test("cannot step down, leave or be removed", async () => {
    const own = await asks(owner);
    await newMember("admin");
    const refused = refusedAs("last_owner");
    await expect(changeMember(own, owner.id, { role: "admin" })).rejects.toEqual(refused);
    await expect(endMembership(own, owner.id)).rejects.toEqual(refused);
    const heir = await newMember("owner");
    await db.user.update({ where: { id: heir.id }, data: { disabledAt: new Date() } });
    await expect(endMembership(own, owner.id)).rejects.toEqual(refused);
    await db.user.update({ where: { id: heir.id }, data: { disabledAt: null } });
    await changeMember(own, owner.id, { role: "member" });
    await endMembership(await asks(owner), owner.id);
    expect(await rolesOf()).toMatchObject({ [heir.id]: "owner" });
    expect(await eventsOf(organisation.id)).toEqual(["member_role:member", "member_removed:left"]);
  });

  test("cannot delete the account while the organisation, which is named, has other members", async () => {
    await newMember("member");
    const admin = await newAskingSession((await createAccount({ role: "admin" })).id);
    const named = { code: "last_owner", detail: expect.stringContaining(organisation.name) };
    const asking = await newAskingSession(owner.id);
    await expect(deleteAccount(asking)).rejects.toMatchObject(named);
    await expect(deleteAccount(asking, { withOrganisations: true })).rejects.toMatchObject(named);
    await expect(changeUser(admin, owner.id, { disabled: true })).rejects.toMatchObject(named);
    await newMember("owner");
    await deleteAccount(asking);
    expect(await db.user.findUnique({ where: { id: owner.id } })).toBeNull();
    expect(await eventsOf(organisation.id)).toEqual(["member_removed:left"]);
  });

  test("can, when alone, delete the organisation with the account, and be disabled", async () => {
    const admin = await newAskingSession((await createAccount({ role: "admin" })).id);
    await changeUser(admin, owner.id, { disabled: true });
    await changeUser(admin, owner.id, { disabled: false });
    const asking = await newAskingSession(owner.id);
    await expect(deleteAccount(asking)).rejects.toMatchObject({
      code: "last_owner",
      detail: expect.stringContaining(organisation.name),
    });
    await deleteAccount(asking, { withOrganisations: true });
    expect(await db.organization.findUnique({ where: { id: organisation.id } })).toBeNull();
  });

  test("can delete the account with the feature off, whatever it owns", async () => {
    await newMember("member");
    features.organisations = false;
    try {
      await deleteAccount(await newAskingSession(owner.id));
    } finally {
      features.organisations = true;
    }
    expect(await db.user.findUnique({ where: { id: owner.id } })).toBeNull();
  });
});

type Two = { account: Account; other: Account; asking: AskingSession };

/** What takes an owner away. */
const acts = {
  "steps down": async ({ account }: Two) =>
    changeMember(await asks(account), account.id, { role: "member" }),
  leaves: async ({ account }: Two) => endMembership(await asks(account), account.id),
  "takes the other out": async ({ account, other }: Two) =>
    endMembership(await asks(account), other.id),
  "demotes the other": async ({ account, other }: Two) =>
    changeMember(await asks(account), other.id, { role: "member" }),
  "deletes the account": async ({ asking }: Two) => deleteAccount(asking),
  "is disabled": ({ account }: Two) =>
    transaction(async (tx) => {
      const user = await lockUser(account.id, tx);
      if (user) await applyChange(user, { disabled: true }, tx);
    }),
};
type Act = keyof typeof acts;

/** Every act against every other one, at once, so that one of them has to give way. */
const pairs = Object.keys(acts).flatMap((first, n) =>
  Object.keys(acts)
    .slice(n)
    .map((second) => [first as Act, second as Act] as const),
);

test.each(pairs)(
  "who %s while another one %s: one owner remains in every race",
  async (a, b) => {
    for (let round = 0; round < ROUNDS; round++) {
      const place = await createOrganisation();
      organisation = place;
      const second = await newMember("owner", place);
      // Somebody who would be left behind.
      await newMember("member", place);
      const two: Two[] = [
        { account: place.owner, other: second, asking: await newAskingSession(place.owner.id) },
        { account: second, other: place.owner, asking: await newAskingSession(second.id) },
      ];
      const done = await outcomes([a, b].map((act, n) => acts[act](two[n] as Two)));
      expect(done).toContain("done");
      const owners = await db.member.count({
        where: { organizationId: place.id, role: "owner", user: { disabledAt: null } },
      });
      expect(owners).toBeGreaterThanOrEqual(1);
    }
  },
  60_000,
);

test("when fifty owners leave at once, one stays", async () => {
  const all = [await asks(owner)];
  while (all.length < 50) all.push(await asks(await newMember("owner")));
  const done = await outcomes(all.map((own) => endMembership(own, own.asking.userId)));
  expect(done.filter((one) => one === "done")).toHaveLength(49);
  expect(Object.values(await rolesOf())).toEqual(["owner"]);
}, 60_000);
