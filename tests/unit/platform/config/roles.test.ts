import {
  ADMIN_ROLES,
  administers,
  fits,
  LEAST_ROLE,
  may,
  ROLES,
  type Role,
  roleOf,
  rolesThatMay,
} from "@/lib/platform/config/roles";

test.each<[Role, string[]]>([
  ["user", []],
  ["admin", ["users.read", "users.change", "events.read"]],
])("%s may %j", (role, permissions) => {
  const all = ["users.read", "users.change", "events.read"] as const;
  expect(all.filter((permission) => may(role, permission))).toEqual(permissions);
});

test("a new account has the lowest role, without permissions", () => {
  expect(LEAST_ROLE).toBe("user");
  expect(rolesThatMay("users.read")).not.toContain(LEAST_ROLE);
});

test.each([...ROLES])("%s is known by its name", (role) => {
  expect(roleOf(role)).toBe(role);
});

test.each([
  "Admin",
  "admin ",
  "",
  "constructor",
  "__proto__",
  "toString",
  "0",
  null,
  undefined,
  ["admin"],
  {},
])("%j, which is no role, counts as the lowest [V8.3.1]", (stored) => {
  expect(roleOf(stored)).toBe(LEAST_ROLE);
});

test("access by role admits that role, access by permission every role that has it", () => {
  expect(fits("admin", { role: "user" })).toBe(false);
  expect(fits("user", { role: "user" })).toBe(true);
  expect(fits("user", { permission: "users.read" })).toBe(false);
  expect(fits("admin", { permission: "users.read" })).toBe(true);
});

test("some role can change accounts", () => {
  expect(ADMIN_ROLES).not.toEqual([]);
  expect(ROLES.filter(administers)).toEqual(rolesThatMay("users.change"));
});
