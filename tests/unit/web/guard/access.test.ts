import type { Membership } from "@/lib/features/organisations/membership";
import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";
import { type Role, roleOf } from "@/lib/platform/config/roles";
import { type Access, decide, findMembershipFor } from "@/lib/web/guard/access";
import type { Authentication } from "@/lib/web/session/authenticate";

const session = {
  id: "session-1",
  createdAt: "2026-01-01T00:00:00.000Z",
  expires: "2026-01-02T00:00:00.000Z",
  authenticatedAt: new Date().toISOString(),
  remember: false,
  impersonator: null,
};

const signedIn = (role: Role) =>
  ({
    state: "signed-in",
    user: {
      id: "user-1",
      name: "Ada",
      email: "ada@example.com",
      emailVerified: null,
      role,
      language: null,
      timeZone: null,
      secondFactorSince: null,
      createdAt: session.createdAt,
    },
    session,
  }) satisfies Authentication;

const NOBODY = { caller: { user: null, session: null } };
const ADMIN: Access = { role: "admin" };
const READER: Access = { permission: "users.read" };

const senders: Record<string, Authentication> = {
  nobody: { state: "anonymous" },
  "somebody who cannot be checked": { state: "unavailable" },
  "a user": signedIn("user"),
  "an admin": signedIn("admin"),
  "a role nobody knows": signedIn(roleOf("Admin")),
};

const comesIn = (role: Role) => {
  const { user, session } = signedIn(role);
  return { caller: { user, session } };
};

test.each<[string, Access, object]>([
  ["nobody", "public", NOBODY],
  ["nobody", "anonymous", NOBODY],
  ["nobody", "user", { refusal: "unauthenticated" }],
  ["nobody", ADMIN, { refusal: "unauthenticated" }],
  ["somebody who cannot be checked", "public", NOBODY],
  ["somebody who cannot be checked", "anonymous", NOBODY],
  ["somebody who cannot be checked", "user", { refusal: "unavailable" }],
  ["somebody who cannot be checked", ADMIN, { refusal: "unavailable" }],
  ["a user", "public", comesIn("user")],
  ["a user", "anonymous", { refusal: "already_signed_in" }],
  ["a user", "user", comesIn("user")],
  ["a user", ADMIN, { refusal: "forbidden" }],
  ["an admin", "public", comesIn("admin")],
  ["an admin", "anonymous", { refusal: "already_signed_in" }],
  ["an admin", "user", comesIn("admin")],
  ["an admin", ADMIN, comesIn("admin")],
  ["a role nobody knows", ADMIN, { refusal: "forbidden" }],
  ["nobody", READER, { refusal: "unauthenticated" }],
  ["somebody who cannot be checked", READER, { refusal: "unavailable" }],
  ["a user", READER, { refusal: "forbidden" }],
  ["an admin", READER, comesIn("admin")],
  ["a role nobody knows", READER, { refusal: "forbidden" }],
])("%s at %j", (sender, access, decision) => {
  expect(decide(access, senders[sender] as Authentication)).toEqual(decision);
});

const membership = (role: MemberRole): Membership => ({
  organisation: { id: "organisation-1", slug: "engines", name: "Engines" },
  role,
});

const LONG_AGO = new Date(0).toISOString();

test.each<[MemberRole | null, Access, object]>([
  [null, { member: "member" }, { refusal: "not_found" }],
  [null, { permission: "members.invite" }, { refusal: "not_found" }],
  [null, { member: "member", recent: true }, { refusal: "not_found" }],
  ["member", { member: "admin" }, { refusal: "forbidden" }],
  ["member", { permission: "members.invite", recent: true }, { refusal: "forbidden" }],
  ["owner", { member: "owner", recent: true }, { refusal: "reauthentication_required" }],
])("a member with the role %j at %j", (role, access, decision) => {
  const { user, session } = signedIn("admin");
  const stale = { state: "signed-in", user, session: { ...session, authenticatedAt: LONG_AGO } };
  const found = role && membership(role);
  expect(decide(access, stale as Authentication, {}, found)).toEqual(decision);
});

/** Who acts for a user, as if just proved: no proof counts in such a session. */
const acting = {
  ...signedIn("user"),
  session: { ...session, impersonator: { id: "admin-1", name: "Grace" } },
} satisfies Authentication;

test.each<[Access, boolean, boolean]>([
  ["public", true, true],
  ["user", false, true],
  ["user", true, false],
  [{ recent: true }, false, false],
  [{ role: "user" }, false, false],
  [{ role: "admin" }, false, false],
  [READER, false, false],
  [{ member: "member" }, false, true],
  [{ member: "member" }, true, false],
  [{ member: "member", recent: true }, false, false],
  [{ permission: "members.invite" }, true, false],
])(
  "an impersonating administrator at %j, changing something: %s, is let in: %s",
  (access, changes, comes) => {
    const decided = decide(access, acting, { changes }, membership("owner"));
    if (comes) expect(decided).toHaveProperty("caller.session", acting.session);
    else expect(decided).toEqual({ refusal: "impersonated" });
  },
);

test("an impersonating administrator counts as the user in forms that name an account", () => {
  expect(decide("anonymous", acting)).toEqual({ refusal: "already_signed_in" });
});

test("only a member gets the membership", () => {
  const own = membership("admin");
  const { caller } = comesIn("user");
  const decided = decide({ member: "member" }, signedIn("user"), {}, own);
  expect(decided).toEqual({ caller: { ...caller, membership: own } });
  expect(decide({ member: "member" }, { state: "anonymous" }, {}, own)).toEqual({
    refusal: "unauthenticated",
  });
});

test("a route that requires no membership reads none", async () => {
  const asked: Access[] = ["public", "user", ADMIN, READER, { recent: true }];
  // There is no database here: to ask it would fail.
  for (const access of asked) {
    expect(await findMembershipFor(access, signedIn("admin"), "engines")).toBeNull();
  }
  expect(await findMembershipFor({ member: "member" }, { state: "anonymous" }, "x")).toBeNull();
  expect(await findMembershipFor({ member: "member" }, signedIn("user"), "no slug")).toBeNull();
});
