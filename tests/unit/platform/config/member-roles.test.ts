import {
  isAtLeast,
  isMemberPermission,
  MEMBER_ROLES,
  memberFits,
  memberMay,
  memberRoleOf,
} from "@/lib/platform/config/organisations/member-roles";
import { PERMISSIONS } from "@/lib/platform/config/roles";

test("app and member permissions have different names: a route names either by `permission`", () => {
  expect(PERMISSIONS.filter(isMemberPermission)).toEqual([]);
});

test("each role includes exactly those before it", () => {
  const greater = MEMBER_ROLES.map((role) =>
    MEMBER_ROLES.filter((other) => isAtLeast(role, other)),
  );
  expect(greater).toEqual([["member"], ["member", "admin"], ["member", "admin", "owner"]]);
});

test("a stored role that is not listed counts as the lowest", () => {
  expect(["owner", "king", "", null].map(memberRoleOf)).toEqual([
    "owner",
    "member",
    "member",
    "member",
  ]);
});

test.each([
  ["member", { member: "member" }, true],
  ["member", { member: "admin" }, false],
  ["owner", { member: "admin" }, true],
  ["admin", { permission: "members.invite" }, true],
  ["admin", { permission: "organisation.delete" }, false],
  ["member", { permission: "members.invite" }, false],
] as const)("%s fits %j: %s", (role, wanted, fits) => {
  expect(memberFits(role, wanted)).toBe(fits);
});

test("the owner has every permission", () => {
  expect(memberMay("owner", "organisation.delete")).toBe(true);
  expect(memberMay("member", "organisation.change")).toBe(false);
});
