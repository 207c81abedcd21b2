import { checkedPerson, type RoleMap } from "@/lib/features/import/check-person";
import type { Person, Row, Source } from "@/lib/features/import/person";
import { SOURCES, type SourceName } from "@/lib/features/import/sources";
import { stepOfCode } from "@/lib/features/second-factor/totp-code";

/* Second factors and roles, as each program writes them. */

const BYTES = "12345678901234567890";
/** The secret of RFC 6238, appendix B, and the last six digits of its code at 59 seconds. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const CODE = "287082";
const AT = 59_000;

const email = "ada@example.com";

/** A row of a source, checked. */
function checked(from: SourceName, row: Row, roles?: RoleMap) {
  const source: Source = SOURCES[from];
  const person = source.personOf({ email, ...row }, {}) as Person;
  const found = checkedPerson(person, from, new Date(), roles);
  if (typeof found === "string") throw new Error(found);
  return found;
}

const keycloak = (value: string, how: object): Row => ({
  credentials: [
    {
      type: "otp",
      secretData: JSON.stringify({ value }),
      credentialData: JSON.stringify({
        subType: "totp",
        digits: 6,
        counter: 0,
        period: 30,
        algorithm: "HmacSHA1",
        ...how,
      }),
    },
  ],
});

const supabase = (factor: object): Row => ({
  mfa_factors: [{ factor_type: "totp", status: "verified", secret: SECRET, ...factor }],
});

const APPS: [string, SourceName, Row][] = [
  ["Auth0's format for imports", "auth0", { mfa_factors: [{ totp: { secret: SECRET } }] }],
  ["Supabase", "supabase", supabase({})],
  ["Clerk", "clerk", { primary_email_address: email, totp_secret: SECRET }],
  ["Keycloak", "keycloak", keycloak(BYTES, {})],
  ["Keycloak, in base32", "keycloak", keycloak(SECRET, { secretEncoding: "BASE32" })],
  [
    "better-auth, opened",
    "better-auth",
    { twoFactorEnabled: true, twoFactor: [{ secret: BYTES }] },
  ],
  ["a table", "csv", { totp_secret: " gezd gnbv gy3t qojq gezd gnbv gy3t qojq== " }],
];

test.each(APPS)("%s: the app's codes keep working", (_what, from, row) => {
  const { totp, user, notes } = checked(from, row);
  expect(stepOfCode(totp ?? "", CODE, AT)).toBe(1);
  expect(user.secondFactorAt).toEqual(expect.any(Date));
  expect(notes).toEqual([]);
});

test.each<[string, SourceName, Row]>([
  ["codes of eight digits", "keycloak", keycloak(BYTES, { digits: 8 })],
  ["codes of a minute", "keycloak", keycloak(BYTES, { period: 60 })],
  ["codes by SHA-256", "keycloak", keycloak(BYTES, { algorithm: "HmacSHA256" })],
  ["codes by a counter", "keycloak", keycloak(BYTES, { subType: "hotp" })],
  ["a secret of five bytes", "keycloak", keycloak("12345", {})],
  ["a secret that is none", "csv", { totp_secret: "not base32!" }],
  [
    "a secret that is still sealed",
    "better-auth",
    { twoFactorEnabled: true, twoFactor: [{ secret: "c0ffee".repeat(24) }] },
  ],
  ["a factor without its secret", "better-auth", { twoFactorEnabled: true }],
])("%s: the account is imported without it, and the report says so", (_what, from, row) => {
  const { totp, user, notes } = checked(from, row);
  expect([totp, user.secondFactorAt]).toEqual([null, null]);
  expect(notes).toEqual([expect.stringMatching(/^the second factor is not taken along: /)]);
  expect(notes.join()).not.toContain("12345");
});

test("a factor that was begun and never confirmed does not count", () => {
  expect(checked("supabase", supabase({ status: "unverified" }))).toMatchObject({
    totp: null,
    notes: [],
  });
});

const ROLES: [SourceName, Row][] = [
  ["auth0", { app_metadata: { roles: ["reader", "boss"] } }],
  ["firebase", { customAttributes: '{"boss":true,"plan":"free"}' }],
  ["firebase", { customAttributes: '{"role":"boss"}' }],
  ["supabase", { raw_app_meta_data: { provider: "email", role: "boss" } }],
  ["keycloak", { realmRoles: ["offline_access", "boss"] }],
  ["next-auth", { role: "boss" }],
  ["better-auth", { role: "reader,boss" }],
  ["wordpress", { user_email: email, roles: "subscriber,boss" }],
  ["csv", { role: "boss" }],
];

test.each(ROLES)("a role of %s is given only where the operator maps it", (from, row) => {
  expect(checked(from, row).user.role).toBe("user");
  const { user, notes } = checked(from, row, { boss: "admin", reader: "user" });
  expect(user.role).toBe("admin");
  expect(notes).toEqual(["has the role admin"]);
});

test("the report names each role of an export of this app, too: the file may have been changed", () => {
  const row = { id: "01999999-9999-7999-8999-999999999999", role: "admin" };
  const { user, notes } = checked("latchkey", row);
  expect([user.role, ...notes]).toEqual(["admin", "has the role admin"]);
  expect(checked("latchkey", { ...row, role: "user" }).notes).toEqual([]);
});

test("Django knows superusers and staff", () => {
  const row = { fields: { email, password: "!", is_superuser: true, is_staff: true } };
  expect(checked("django", row).user.role).toBe("user");
  expect(checked("django", row, { superuser: "admin" }).user.role).toBe("admin");
});

test.each(["constructor", "__proto__", "toString"])(
  "a provider that is called %s is a provider like any other",
  (provider) => {
    const { user } = checked("auth0", { identities: [{ provider, user_id: "7" }] });
    expect(user.identities).toEqual([{ provider, providerAccountId: "7" }]);
  },
);
