import { hashSync } from "bcryptjs";
import { hashPassword, isReadable, verifyPassword } from "@/lib/features/password/hash";
import { log } from "@/lib/platform/core/log";
import { withEnvironment } from "@/tests/support/app/isolated";
import { passwordPool } from "@/tests/support/app/password-pool";

const PASSWORD = "correct horse battery staple";
const FIRST = "first-pepper-of-these-tests-5e19c7a4";
const SECOND = "second-pepper-of-these-tests-b80d32f6";

const underPeppers = (current: string, previous = "") =>
  withEnvironment(
    { PASSWORD_PEPPER: current, PASSWORD_PEPPER_PREVIOUS: previous },
    () => import("@/lib/features/password/hash"),
  );

test("a record names its scheme, its pepper and its cost, and nothing of the password [V11.4.2]", async () => {
  const record = await hashPassword(PASSWORD);
  expect(record).toMatch(/^hmac-sha384:[0-9a-f]{8}\$2b\$04\$[./A-Za-z0-9]{53}$/);
  expect(record).not.toContain(PASSWORD);
  expect(await verifyPassword(PASSWORD, record)).toEqual({ valid: true, outdated: false });
});

test("the same password gives a different record each time", async () => {
  expect(await hashPassword(PASSWORD)).not.toBe(await hashPassword(PASSWORD));
});

test.each(["Correct horse battery staple", ` ${PASSWORD}`, `${PASSWORD} `, "", PASSWORD.slice(1)])(
  "%j is another password",
  async (other) => {
    const record = await hashPassword(PASSWORD);
    expect(await verifyPassword(other, record)).toEqual({ valid: false, outdated: false });
  },
);

test("the same text from another keyboard is the same password (NFKC)", async () => {
  const record = await hashPassword("Ångström ﬁnd");
  expect((await verifyPassword("A\u030Angstro\u0308m find", record)).valid).toBe(true);
  expect((await verifyPassword("\u212Bngström find", record)).valid).toBe(true);
});

test("all of a password counts, even beyond bcrypt's 72 bytes [V6.2.8]", async () => {
  const long = "x".repeat(72);
  expect((await verifyPassword(`${long}b`, await hashPassword(`${long}a`))).valid).toBe(false);
  const keys = "🔑".repeat(18);
  expect((await verifyPassword(`${keys}b`, await hashPassword(`${keys}a`))).valid).toBe(false);
});

test("NUL does not end a password [V6.2.8]", async () => {
  expect((await verifyPassword("a\0b", await hashPassword("a\0c"))).valid).toBe(false);
});

describe("records that are outdated", () => {
  test("plain bcrypt, from an import", async () => {
    const record = hashSync(PASSWORD, 4);
    expect(await verifyPassword(PASSWORD, record)).toEqual({ valid: true, outdated: true });
    expect(await verifyPassword("wrong", record)).toEqual({ valid: false, outdated: false });
  });

  test.each(["$2a$", "$2y$"])("plain bcrypt by other programs: %s", async (version) => {
    const record = hashSync(PASSWORD, 4).replace("$2b$", version);
    expect(await verifyPassword(PASSWORD, record)).toEqual({ valid: true, outdated: true });
  });

  test("another cost, lower or higher", async () => {
    const { hashPassword: cheaper } = await withEnvironment(
      { PASSWORD_COST: "5" },
      () => import("@/lib/features/password/hash"),
    );
    const record = await cheaper(PASSWORD);
    expect(record).toContain("$2b$05$");
    expect(await verifyPassword(PASSWORD, record)).toEqual({ valid: true, outdated: true });
  });

  test("an earlier pepper [V11.2.2]", async () => {
    const before = await underPeppers(FIRST);
    const record = await before.hashPassword(PASSWORD);
    const after = await underPeppers(SECOND, `zeroth pepper,${FIRST}`);
    expect(await after.verifyPassword(PASSWORD, record)).toEqual({ valid: true, outdated: true });
    expect(await after.verifyPassword("wrong", record)).toEqual({ valid: false, outdated: false });
    const fresh = await after.hashPassword(PASSWORD);
    expect(await after.verifyPassword(PASSWORD, fresh)).toEqual({ valid: true, outdated: false });
  });
});

test("a pepper set later keeps the passwords made without one [V11.2.2]", async () => {
  const record = await (await underPeppers("")).hashPassword(PASSWORD);
  const after = await underPeppers(FIRST);
  expect(after.isReadable(record)).toBe(true);
  expect(await after.verifyPassword(PASSWORD, record)).toEqual({ valid: true, outdated: true });
});

test("without its pepper a record is useless, and reported", async () => {
  const record = await (await underPeppers(FIRST)).hashPassword(PASSWORD);
  const told = jest.spyOn(log, "error").mockImplementation();
  expect(isReadable(record)).toBe(false);
  expect(await verifyPassword(PASSWORD, record)).toEqual({ valid: false, outdated: false });
  expect(told).toHaveBeenCalledWith(
    { keyId: record.slice("hmac-sha384:".length).slice(0, 8) },
    "password made with a pepper that is not configured",
  );
});

describe("the same work without a record to check", () => {
  test.each([
    ["no record", null],
    ["an empty record", ""],
    ["a password in the clear", PASSWORD],
    ["a record of another scheme", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g"],
    ["a record cut short", hashSync(PASSWORD, 4).slice(0, -1)],
    ["a pepper that is not named right", `hmac-sha384:XYZ${hashSync(PASSWORD, 4)}`],
    ["a record with something behind", `${hashSync(PASSWORD, 4)}\n`],
  ])("%s", async (_what, record) => {
    await hashPassword(PASSWORD);
    const before = passwordPool().completed;
    expect(await verifyPassword(PASSWORD, record)).toEqual({ valid: false, outdated: false });
    expect(passwordPool().completed).toBe(before + 1);
  });
});

test("checking costs the same where the record is older and cheaper", async () => {
  const record = await hashPassword(PASSWORD);
  const dearer = await withEnvironment(
    { PASSWORD_COST: "6" },
    () => import("@/lib/features/password/hash"),
  );
  /** How many pieces of work checking a password takes. */
  const work = async (password: string) => {
    const before = passwordPool().completed;
    await dearer.verifyPassword(password, record);
    return passwordPool().completed - before;
  };
  // 2^6 = 2^4 (the check) + 2^4 + 2^5.
  expect(await work("wrong")).toBe(3);
  expect(await work(PASSWORD)).toBe(3);
});
