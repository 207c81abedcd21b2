import { createHash, scryptSync } from "node:crypto";
import { hashSync } from "bcryptjs";
import { checkedPerson } from "@/lib/features/import/check-person";
import type { Person, Row, Source } from "@/lib/features/import/person";
import { SOURCES, type SourceName } from "@/lib/features/import/sources";
import { hashPassword, isReadable, verifyPassword, wrapWeak } from "@/lib/features/password/hash";

/* Each format of a password that people can come with, by an example of the program that writes it. */

const PASSWORD = "correct horse 7";

const HASH_CONFIG = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`;
const SIGNER_KEY =
  "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";
const FIREBASE_HASH =
  "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==";

const bcrypt = (version = "$2b$") => hashSync(PASSWORD, 4).replace("$2b$", version);

/** As an installation like this one stores it, with a pepper of its own. */
const OWN = `hmac-sha384:00000000${bcrypt()}`;

const keycloak = (secret: object, how: object): Row => ({
  credentials: [
    {
      type: "password",
      secretData: JSON.stringify(secret),
      credentialData: JSON.stringify(how),
    },
  ],
});

const KEYCLOAK_ARGON = keycloak(
  { value: "vNkNk9eOkGGwOvoH6Tf1aR2vU06LxX1nZvPkpfBrdDk=", salt: "rZzb77cNphCwfcxhOTQFKg==" },
  {
    hashIterations: 5,
    algorithm: "argon2",
    additionalParameters: {
      hashLength: ["32"],
      memory: ["7168"],
      type: ["id"],
      version: ["1.3"],
      parallelism: ["1"],
    },
  },
);

const django = (password: string): Row => ({ model: "auth.user", pk: 1, fields: { password } });

const djangoScrypt = () => {
  const options = { N: 16384, r: 8, p: 5, maxmem: 64 * 2 ** 20 };
  const hash = scryptSync(PASSWORD, "seasalt", 64, options).toString("base64");
  return `scrypt$16384$seasalt$8$5$${hash}`;
};

const betterAuth = (password: string) => {
  const salt = "00112233445566778899aabbccddeeff";
  const options = { N: 16384, r: 16, p: 1, maxmem: 64 * 2 ** 20 };
  const key = scryptSync(password.normalize("NFKC"), salt, 64, options).toString("hex");
  return { accounts: [{ providerId: "credential", accountId: "1", password: `${salt}:${key}` }] };
};

const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest("hex");

/** What it is, the source, the row without its address, and the password where it is another one. */
const FORMATS: [string, SourceName, Row, string?][] = [
  ["Auth0: bcrypt", "auth0", { passwordHash: bcrypt() }],
  [
    "Auth0's own format for imports: bcrypt",
    "auth0",
    { custom_password_hash: { algorithm: "bcrypt", hash: { value: bcrypt("$2a$") } } },
  ],
  [
    "Auth0's own format for imports: pbkdf2, as passlib writes it",
    "auth0",
    {
      custom_password_hash: {
        algorithm: "pbkdf2",
        hash: {
          value:
            "$pbkdf2-sha256$i=27500,l=64$x/bm4Y3DcuV9eU97ervkPA$1u7BLvfSPxQFpwc5jpGSA+88EGl9pZYKhaZ8YPIu9N4",
        },
      },
    },
    "admin",
  ],
  [
    "Auth0's own format for imports: salted MD5 in base64",
    "auth0",
    {
      custom_password_hash: {
        algorithm: "md5",
        hash: {
          value: createHash("md5").update(`salt${PASSWORD}`).digest("base64"),
          encoding: "base64",
        },
        salt: { value: "salt", position: "prefix" },
      },
    },
  ],
  [
    "Firebase: its scrypt",
    "firebase",
    { passwordHash: FIREBASE_HASH, salt: "42xEC+ixf3L2lw==" },
    "user1password",
  ],
  [
    "Firebase: in base64url",
    "firebase",
    {
      passwordHash: FIREBASE_HASH.replaceAll("+", "-").replaceAll("/", "_"),
      salt: "42xEC-ixf3L2lw==",
    },
    "user1password",
  ],
  ["Supabase: bcrypt", "supabase", { encrypted_password: bcrypt("$2a$") }],
  [
    "Supabase: Firebase's scrypt",
    "supabase",
    {
      encrypted_password: `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=${SIGNER_KEY}$42xEC+ixf3L2lw==$${FIREBASE_HASH}`,
    },
    "user1password",
  ],
  [
    "Supabase: argon2",
    "supabase",
    {
      encrypted_password:
        "$argon2id$v=19$m=7168,t=5,p=1$rZzb77cNphCwfcxhOTQFKg$vNkNk9eOkGGwOvoH6Tf1aR2vU06LxX1nZvPkpfBrdDk",
    },
  ],
  ["Clerk: bcrypt", "clerk", { password_digest: bcrypt(), password_hasher: "bcrypt" }],
  ["Clerk: MD5", "clerk", { password_digest: hex("md5", PASSWORD), password_hasher: "md5" }],
  [
    "Keycloak: pbkdf2",
    "keycloak",
    keycloak(
      {
        value: "1u7BLvfSPxQFpwc5jpGSA+88EGl9pZYKhaZ8YPIu9N4=",
        salt: "x/bm4Y3DcuV9eU97ervkPA==",
      },
      { hashIterations: 27500, algorithm: "pbkdf2-sha256" },
    ),
    "admin",
  ],
  ["Keycloak: argon2", "keycloak", KEYCLOAK_ARGON],
  ["next-auth: bcrypt in password", "next-auth", { password: bcrypt("$2a$") }],
  ["next-auth: bcrypt in hashedPassword", "next-auth", { hashedPassword: bcrypt() }],
  ["better-auth: scrypt", "better-auth", betterAuth(PASSWORD)],
  [
    "better-auth: typed on another keyboard",
    "better-auth",
    betterAuth("Ångström"),
    "A\u030Angström",
  ],
  ["WordPress: phpass", "wordpress", { user_pass: "$P$Bsalt1234EQll6TPzTaB1TNvlcICDL1" }],
  [
    "WordPress: phpass's own example",
    "wordpress",
    { user_pass: "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0" },
    "test12345",
  ],
  [
    "WordPress from 6.8 on",
    "wordpress",
    { user_pass: "$wp$2y$10$goPoFygnw/hxGRUXsRko6e0vU1FJ3iAGmEzh83Kq9KOtoTfFdHRGK" },
  ],
  ["WordPress: plain bcrypt", "wordpress", { user_pass: bcrypt("$2y$") }],
  ["WordPress before 2.5: MD5", "wordpress", { user_pass: hex("md5", PASSWORD) }],
  [
    "Django: pbkdf2",
    "django",
    django(
      "pbkdf2_sha256$1000000$seasalt2seasalt2seaslt$oaS7aevAmGonS7N+vETg6jkBDIdleTBaAMu3KeU5L6E=",
    ),
  ],
  ["Django: scrypt", "django", django(djangoScrypt())],
  [
    "Django: argon2",
    "django",
    django(
      "argon2$argon2id$v=19$m=7168,t=5,p=1$rZzb77cNphCwfcxhOTQFKg$vNkNk9eOkGGwOvoH6Tf1aR2vU06LxX1nZvPkpfBrdDk",
    ),
  ],
  ["Django: bcrypt", "django", django(`bcrypt$${bcrypt()}`)],
  [
    "Django: bcrypt over SHA-256",
    "django",
    django(`bcrypt_sha256$${hashSync(hex("sha256", PASSWORD), 4)}`),
  ],
  ["Django: salted SHA-1", "django", django(`sha1$salt$${hex("sha1", `salt${PASSWORD}`)}`)],
  ["Devise", "csv", { password: bcrypt("$2a$") }],
  ["Laravel: bcrypt", "csv", { password: bcrypt("$2y$") }],
  [
    "ASP.NET Core Identity 3",
    "csv",
    {
      password:
        "AQAAAAIAAYagAAAAEMxm+tPPagogGd+wRg6RUWeM3511VFfxhM2XOt78i3sGRIELDxiYQAytCdPMZ13ozg==",
    },
  ],
  [
    "a table with SHA-256 in it",
    "csv",
    { password: hex("sha256", PASSWORD).toUpperCase(), password_hasher: "SHA256" },
  ],
];

/** A row of a source, checked. */
function checked(from: SourceName, row: Row) {
  const email = "ada@example.com";
  const about: Record<string, Row> = {
    clerk: { primary_email_address: email },
    wordpress: { user_email: email },
    django: { fields: { email, ...(row.fields as Row) } },
  };
  const source: Source = SOURCES[from];
  const whole = { email, ...row, ...about[from] };
  const person = source.personOf(whole, { hashConfig: HASH_CONFIG }) as Person;
  const found = checkedPerson(person, from, new Date());
  if (typeof found === "string") throw new Error(found);
  return found;
}

/** The record that is stored for a row; null where there is none. */
async function recordOf(from: SourceName, row: Row): Promise<string | null> {
  const { user, weak } = checked(from, row);
  return weak ? wrapWeak(weak.weak, weak.algorithm, weak.setting) : (user.password?.hash ?? null);
}

test.each(FORMATS)(
  "%s: the right password matches, and its record is outdated",
  async (_what, from, row, password = PASSWORD) => {
    const record = (await recordOf(from, row)) ?? "";
    expect(await verifyPassword(password, record)).toEqual({ valid: true, outdated: true });
    expect(await verifyPassword(`${password}!`, record)).toEqual({ valid: false, outdated: false });
    expect(isReadable(record)).toBe(true);
  },
);

test.each([
  ["clerk", { password_digest: hex("md5", PASSWORD), password_hasher: "md5" }],
  ["wordpress", { user_pass: "$P$Bsalt1234EQll6TPzTaB1TNvlcICDL1" }],
  ["django", django(`sha1$salt$${hex("sha1", `salt${PASSWORD}`)}`)],
] as const)(
  "a fast hash of %s is never stored bare: bcrypt with the pepper wraps it",
  async (from, row) => {
    const record = (await recordOf(from, row)) ?? "";
    expect(record).toMatch(/:hmac-sha384:[0-9a-f]{8}\$2b\$04\$/);
    expect(record).not.toContain(hex("md5", PASSWORD));
    expect(record).not.toContain("EQll6TPzTaB1TNvlcICDL1");
  },
);

describe("a record from a file may demand any cost", () => {
  const salt = "rZzb77cNphCwfcxhOTQFKg";
  const hash = "vNkNk9eOkGGwOvoH6Tf1aR2vU06LxX1nZvPkpfBrdDk";
  const b64 = Buffer.alloc(32, 7).toString("base64");
  const long = Buffer.alloc(128, 7).toString("base64");

  test.each([
    ["4 GB of argon2", `$argon2id$v=19$m=4194304,t=1,p=1$${salt}$${hash}`],
    ["a thousand passes of argon2", `$argon2id$v=19$m=65536,t=1000,p=1$${salt}$${hash}`],
    ["argon2 with less memory than lanes", `$argon2id$v=19$m=8,t=1,p=4$${salt}$${hash}`],
    ["a hash of argon2 of one byte", `$argon2id$v=19$m=7168,t=5,p=1$${salt}$vA`],
    ["4 GB of scrypt", `scrypt$4194304$seasalt$8$1$${b64}`],
    ["scrypt with a cost that is no power of two", `scrypt$16385$seasalt$8$1$${b64}`],
    ["scrypt a thousand times", `scrypt$16384$seasalt$8$1000$${b64}`],
    ["pbkdf2 for hours", `pbkdf2_sha256$999999999$seasalt$${b64}`],
    ["pbkdf2 of seven blocks, each for its limit", `$pbkdf2-sha1$i=2000000$c2FsdA$${long}`],
    ["pbkdf2 without iterations", `pbkdf2_sha256$0$seasalt$${b64}`],
    ["a pbkdf2 hash that is empty", "$pbkdf2-sha256$i=1000$c2FsdA$AA"],
    ["bcrypt for days", bcrypt().replace("$04$", "$31$")],
    ["bcrypt with a cost there is not", bcrypt().replace("$04$", "$03$")],
    ["one of ours for days", OWN.replace("$04$", "$31$")],
    ["one of ours with a cost there is not", OWN.replace("$04$", "$03$")],
    ["one of ours for days over a fast hash", `md5::${OWN.replace("$04$", "$31$")}`],
    ["WordPress's for days", `$wp${bcrypt("$2y$").replace("$04$", "$30$")}`],
    ["phpass for hours", "$P$Zsalt1234EQll6TPzTaB1TNvlcICDL1"],
    ["Firebase's with 2^30", `$fbscrypt$v=1,n=30,r=8,p=1,ss=,sk=${b64}$${b64}$${b64}`],
    ["a record of a megabyte", `$argon2id$v=19$m=7168,t=5,p=1$${"A".repeat(1 << 20)}$${hash}`],
    ["ASP.NET's that points behind its end", `AQAAAAIAAYagf/////8${"A".repeat(60)}`],
    ["a password in the clear", PASSWORD],
    ["hexadecimal digits of no name", hex("md5", PASSWORD)],
  ])("85 %s: the account is imported without a password", (_what, password) => {
    const { user, weak, notes } = checked("csv", { password });
    expect({ password: user.password, weak }).toEqual({ password: null, weak: null });
    expect(notes).toEqual([expect.stringMatching(/^the password is not taken along: /)]);
    expect(notes.join()).not.toContain(PASSWORD);
  });

  test.each([
    `$argon2id$v=19$m=4194304,t=1,p=1$${salt}$${hash}`,
    OWN.replace("$04$", "$03$"),
    OWN.replace("$04$", "$31$"),
    `md5::${OWN.replace("$04$", "$31$")}`,
    bcrypt().replace("$04$", "$99$"),
  ])("85 a too costly record in the database is treated as none: %s", async (record) => {
    expect(await verifyPassword("admin", record)).toEqual({ valid: false, outdated: false });
  });
});

test('a mark for "no password" is not a password', () => {
  for (const password of ["", "!", "!Xu3hfT", "*"]) {
    expect(checked("csv", { password })).toMatchObject({ user: { password: null }, notes: [] });
  }
});

test("another installation's record is imported, and reported where its pepper is not set", async () => {
  const own = await hashPassword(PASSWORD);
  expect(checked("latchkey", { password: { record: own } }).notes).toEqual([]);
  const others = own.replace(/:[0-9a-f]{8}/, ":00000000");
  expect(checked("latchkey", { password: { record: others } }).notes).toEqual([
    expect.stringContaining("PASSWORD_PEPPER"),
  ]);
});

test("Firebase without its parameters gives no password, and says so", () => {
  const row = { email: "a@example.com", passwordHash: FIREBASE_HASH, salt: "42xEC+ixf3L2lw==" };
  const { password } = SOURCES.firebase.personOf(row, {}) as Person;
  expect(password).toEqual({ refused: expect.stringContaining("--hash-config") });
});
