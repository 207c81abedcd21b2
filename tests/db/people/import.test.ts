import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { confirmEmailChange } from "@/lib/features/accounts/email-change";
import { signUp } from "@/lib/features/accounts/sign-up";
import { removeUnconfirmed } from "@/lib/features/accounts/unconfirmed";
import { exportedLines } from "@/lib/features/import/export";
import { startReport } from "@/lib/features/import/report";
import { issueToken } from "@/lib/features/links/links";
import { takeSecondFactor } from "@/lib/features/second-factor/check";
import { hashRecoveryCode } from "@/lib/features/second-factor/recovery-codes";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { db } from "@/lib/platform/db/client";
import { searchUsers } from "@/lib/platform/db/tables/user-search";
import type { User } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { mailSummary } from "@/lib/platform/mail/outbox";
import { eventNames } from "@/tests/support/database/events";
import { folder, imported, outcomes } from "@/tests/support/import/run";
import { lines, PASSWORD, record, samples } from "@/tests/support/import/samples";
import { deliverQuietly } from "@/tests/support/mail/deliver-quietly";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession } from "@/tests/support/people/sessions";

/** The lines of an export that are about an account. */
async function exportedOf(id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const line of exportedLines()) if (line.includes(id)) found.push(line);
  return found;
}

/** Which factor a code is of, for whoever has an address; null where it opens nothing. */
async function takesCode(email: string, code: string) {
  const user = await db.user.findUniqueOrThrow({ where: { email } });
  return transaction((tx) => takeSecondFactor(user as User, code, tx));
}

const whole = (email: string) =>
  db.user.findUnique({
    where: { email },
    include: { password: true, accounts: true, imported: true, keys: true },
  });

test("each source is read as its program writes it", async () => {
  const { emails, files, silent } = samples();
  for (const [from, text] of files) {
    expect([from, ...outcomes(await imported(from, text))]).toEqual([from, "created"]);
  }
  const users = await db.user.findMany({
    where: { email: { in: Object.values(emails) } },
    select: { email: true, emailVerified: true },
  });
  expect(users).toHaveLength(Object.keys(emails).length);
  const unverified = users.filter((user) => user.emailVerified === null);
  expect(unverified.map(({ email }) => email).sort()).toEqual(silent.sort());
  expect(await whole(emails.firebaseCsv)).toMatchObject({
    name: "Ada, Countess",
    createdAt: new Date(1300000000000),
  });
});

test("an imported password signs in, and its record is replaced at the first sign-in", async () => {
  const email = newEmail();
  const password =
    "$argon2id$v=19$m=7168,t=5,p=1$rZzb77cNphCwfcxhOTQFKg$vNkNk9eOkGGwOvoH6Tf1aR2vU06LxX1nZvPkpfBrdDk";
  await imported("csv", `email,email_verified,password\n${email},true,"${password}"\n`);
  expect(await signIn({ email, password: "wrong horse", device: "" })).toBeNull();
  expect((await whole(email))?.password?.hash).toBe(password);
  expect(await signIn({ email, password: PASSWORD, device: "" })).toMatchObject({ email });
  expect((await whole(email))?.password?.hash).toMatch(/^hmac-sha384:/);
});

test("an account comes with its dates, its providers and its search keys", async () => {
  const email = newEmail();
  const row = {
    id: "their-id",
    name: "Ada Byron",
    email: ` ${email.toUpperCase()} `,
    image: "https://x.test/a.png",
    createdAt: "2020-02-03T04:05:06Z",
    password: record,
    accounts: [
      { provider: "google", providerAccountId: email },
      { provider: "credentials", providerAccountId: "x" },
    ],
  };
  const [line] = await imported("next-auth", lines([row]));
  const user = await whole(email);
  expect(user).toMatchObject({
    name: "Ada Byron",
    emailVerified: null,
    role: "user",
    createdAt: new Date("2020-02-03T04:05:06Z"),
    password: { hash: record },
    accounts: [{ provider: "google", providerAccountId: email, type: "oauth" }],
    imported: { source: "next-auth", sourceId: "their-id" },
  });
  expect(line).toMatchObject({ id: user?.id, sourceId: "their-id", email, notes: [] });
  expect(await eventNames(user?.id ?? "")).toEqual(["user_created:imported"]);
  const found = await searchUsers(email.slice(0, 30), { after: null, take: 2 });
  expect(found.map(({ id }) => id)).toEqual([user?.id]);
});

test("a row without an address, a damaged row, an invalid name: each is reported with its line", async () => {
  const [good, strange] = [newEmail(), newEmail()];
  const text = `{"email":null}\n{"email":"nobody"}\n{"broken": nul}\n${lines([
    { email: good, name: "Ada" },
    { email: strange, name: "a\u202eb" },
  ])}\n`;
  expect(await imported("next-auth", text)).toEqual([
    expect.objectContaining({ line: 1, outcome: "refused", notes: ["no email address"] }),
    expect.objectContaining({ line: 2, outcome: "refused" }),
    expect.objectContaining({ line: 3, outcome: "refused", notes: ["the row is damaged"] }),
    expect.objectContaining({ line: 4, outcome: "created", notes: [] }),
    expect.objectContaining({
      line: 5,
      outcome: "created",
      notes: [expect.stringContaining("name")],
    }),
  ]);
  expect((await whole(strange))?.name).toBe(strange.split("@")[0]);
});

test.each([
  ["semicolons, as spreadsheets write where the comma is a decimal point", ";"],
  ["tabs", "\t"],
])("a table may have %s, and its names capitals", async (_what, separator) => {
  const email = newEmail();
  const rows = [
    ["Email", " NAME", "Email_Verified"],
    [email, '"Byron, Ada"', "yes"],
  ];
  const text = rows.map((row) => row.join(separator)).join("\r\n");
  expect(outcomes(await imported("csv", text))).toEqual(["created"]);
  expect(await whole(email)).toMatchObject({
    name: "Byron, Ada",
    emailVerified: expect.any(Date),
  });
});

test.each([
  ["another name", "name,mail\nAda,ada@example.com\n", '"name, mail"'],
  ["no names", "ada@example.com,Ada\n", '"ada@example.com, Ada"'],
  ["another encoding", Buffer.from("\ufeffemail,name\n", "utf16le"), "\\u0000m"],
])("a table without the column of addresses is refused: %s", async (_what, text, told) => {
  const wrong = imported("csv", text);
  await expect(wrong).rejects.toThrow("name the columns, among them email");
  await expect(wrong).rejects.toThrow(told);
});

test("a name that is not in UTF-8 is kept, and the report says so", async () => {
  const latin = Buffer.from(`email,name\n${newEmail()},J\u00fcrgen\n`, "latin1");
  expect(await imported("csv", latin)).toEqual([
    expect.objectContaining({ outcome: "created", notes: [expect.stringContaining("UTF-8")] }),
  ]);
});

test("what the database cannot store costs a row, or an account at a provider, and not the import", async () => {
  const [id, provider, long, good] = [newEmail(), newEmail(), newEmail(), newEmail()];
  const linked = (providerAccountId: string) => [{ provider: "google", providerAccountId }];
  const told = await imported(
    "next-auth",
    lines([
      { id: "a\u0000b", email: id },
      { id: "2", email: provider, accounts: linked("c\u0000d") },
      { id: "3", email: long, accounts: linked(randomBytes(5_000).toString("hex")) },
      { id: "4", email: good },
    ]),
  );
  const damaged = { outcome: "refused", notes: ["the row is damaged"] };
  expect(told).toEqual([
    expect.objectContaining(damaged),
    expect.objectContaining(damaged),
    expect.objectContaining({ outcome: "created", notes: [expect.stringContaining("too long")] }),
    expect.objectContaining({ outcome: "created", notes: [] }),
  ]);
});

describe("addresses that are one", () => {
  test.each([true, false])(
    "in two rows, dry run %s: the first row gets it, the second is refused",
    async (dryRun) => {
      const email = newEmail();
      const rows = [
        { id: 1, email },
        { id: 2, email: email.toUpperCase() },
      ];
      expect(outcomes(await imported("next-auth", lines(rows), { dryRun }))).toEqual([
        "created",
        "collides",
      ]);
    },
  );

  test("in different batches", async () => {
    const email = newEmail();
    const rows = Array.from({ length: 260 }, (_, n) => ({ id: n, email: newEmail() }));
    const told = await imported(
      "next-auth",
      lines([{ id: "a", email }, ...rows, { id: "b", email: email.toUpperCase() }]),
    );
    expect(told.at(-1)).toMatchObject({ outcome: "collides", notes: ["a has the address"] });
  });

  test("an existing account stays as it is", async () => {
    const account = await createAccount();
    const before = await whole(account.email);
    const [line] = await imported(
      "next-auth",
      lines([{ id: 1, email: account.email, name: "Eve", password: record }]),
    );
    expect(line).toMatchObject({ outcome: "exists", id: account.id });
    expect(await whole(account.email)).toEqual(before);
  });
});

test("a dry run stores nothing, and counts the same", async () => {
  const rows = [{ id: 1, email: newEmail(), password: record }, { email: "" }];
  const before = [await db.user.count(), await db.securityEvent.count()];
  const dry = outcomes(await imported("next-auth", lines(rows), { dryRun: true }));
  expect([await db.user.count(), await db.securityEvent.count()]).toEqual(before);
  expect(outcomes(await imported("next-auth", lines(rows)))).toEqual(dry);
});

test("an interrupted import resumes where it stopped", async () => {
  const rows = Array.from({ length: 600 }, (_, n) => ({ id: n, email: newEmail() }));
  let batches = 0;
  const report = async () => {
    if (++batches === 2) throw new Error("the disk is full");
  };
  await expect(imported("next-auth", lines(rows), { report })).rejects.toThrow("the disk is full");
  const again = await imported("next-auth", lines(rows));
  expect(outcomes(again)).toEqual(rows.map((_, n) => (n < 500 ? "exists" : "created")));
  expect(again[0]).toMatchObject({ notes: ["imported before"] });
  const emails = rows.map(({ email }) => email);
  expect(await db.user.count({ where: { email: { in: emails } } })).toBe(600);
});

test("the same file imported four times at once creates each account once", async () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({ id: n, email: newEmail() }));
  const told = await Promise.all(
    Array.from({ length: 4 }, () => imported("next-auth", lines(rows))),
  );
  expect(told.flatMap(outcomes).filter((outcome) => outcome === "created")).toHaveLength(50);
});

test("a provider's identity stays with its account", async () => {
  const providerAccountId = newEmail();
  const accounts = [{ provider: "google", providerAccountId }];
  const [first, second] = await imported(
    "next-auth",
    lines([
      { email: newEmail(), accounts },
      { email: newEmail(), accounts },
    ]),
  );
  expect(first?.notes).toEqual([]);
  expect(second).toMatchObject({ outcome: "created", notes: [expect.stringContaining("google")] });
  const [third] = await imported("next-auth", lines([{ email: newEmail(), accounts }]));
  expect(third?.notes).toEqual([expect.stringContaining("google")]);
  expect(await db.account.count({ where: { providerAccountId } })).toBe(1);
});

describe("mail", () => {
  const mailed = async () => {
    const rows = await db.outboxMail.findMany({ where: { deliveredAt: null } });
    return (await Promise.all(rows.map(({ sealed }) => mailSummary(sealed)))).map(({ to }) => to);
  };

  test("goes to nobody unless requested, and then to people without a way in", async () => {
    const people = () => [
      { email: newEmail(), password: record },
      { email: newEmail(), accounts: [{ provider: "google", providerAccountId: newEmail() }] },
      { email: newEmail(), emailVerified: "2024-01-01T00:00:00Z" },
      { email: newEmail() },
    ];
    const before = await mailed();
    await imported("next-auth", lines(people()));
    expect(await mailed()).toEqual(before);
    const rows = people();
    await imported("next-auth", lines(rows), { mail: true });
    const after = (await mailed()).slice(before.length);
    expect(after.sort()).toEqual(
      rows
        .slice(2)
        .map(({ email }) => email)
        .sort(),
    );
  });
});

describe("an unconfirmed account from a file", () => {
  const old = { created_at: "2020-01-01T00:00:00Z" };

  test("is not deleted like an unconfirmed sign-up", async () => {
    const email = newEmail();
    await imported("csv", `email,created_at\n${email},${old.created_at}\n`);
    await removeUnconfirmed(new Date());
    expect(await whole(email)).not.toBeNull();
  });

  test("is not replaced by a sign-up with its address", async () => {
    const email = newEmail();
    await imported("csv", `email,name,password\n${email},Ada,${record}\n`);
    const before = await whole(email);
    await signUp({ name: "Eve", email, password: "seven lemons on the harbour wall" });
    await deliverQuietly();
    expect(await whole(email)).toEqual(before);
  });

  test.each(["imported", "come in through a provider"])(
    "is not deleted for an account that changes to its address, where it has %s [V7.4.3]",
    async (how) => {
      const [email, mover] = [newEmail(), await createAccount()];
      const secret = await transaction((tx) => issueToken("change-email", mover.id, email, tx));
      if (how === "imported") await imported("csv", `email\n${email}\n`);
      else {
        const { id } = await createAccount({ email, verified: false });
        const identity = { provider: "google", providerAccountId: id };
        await db.account.create({ data: { userId: id, type: "oauth", ...identity } });
      }
      const before = await whole(email);
      const asking = await newAskingSession(mover.id);
      await expect(confirmEmailChange(asking, secret)).rejects.toMatchObject({ code: "invalid" });
      expect(await whole(email)).toEqual(before);
      expect((await whole(mover.email))?.id).toBe(mover.id);
    },
  );
});

test("an export imports as it was, with another id where that is taken", async () => {
  const account = await createAccount({ role: "admin" });
  const { id, email, password } = account;
  await db.account.create({
    data: { userId: id, type: "oauth", provider: "google", providerAccountId: id },
  });
  await db.user.update({
    where: { id },
    data: { language: "de", timeZone: "Europe/Berlin", disabledAt: new Date() },
  });
  const found = await exportedOf(id);
  const [line = ""] = found;
  expect(found).toHaveLength(1);
  const before = await whole(email);
  await db.user.delete({ where: { id } });
  expect(outcomes(await imported("latchkey", line))).toEqual(["created"]);
  const after = await whole(email);
  const strip = (user: typeof before) => ({
    ...user,
    disabledAt: user?.disabledAt !== null,
    imported: null,
    accounts: user?.accounts.map(({ id: _, createdAt: _at, ...rest }) => rest),
  });
  expect(strip(after)).toEqual(strip(before));
  await db.user.update({ where: { id }, data: { email: newEmail(), disabledAt: null } });
  const [again] = await imported("latchkey", line);
  expect(again).toMatchObject({
    outcome: "created",
    notes: expect.arrayContaining([expect.stringContaining("identifier")]),
  });
  expect(again?.id).not.toBe(id);
  await db.user.update({ where: { email }, data: { disabledAt: null } });
  expect(await signIn({ email, password, device: "" })).toMatchObject({ role: "admin" });
});

describe("a second factor", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  test("from a file is asked for at the first sign-in, and its code works", async () => {
    const email = newEmail();
    await imported(
      "csv",
      `email,email_verified,password,totp_secret\n${email},true,${record},${secret}\n`,
    );
    const user = await signIn({ email, password: PASSWORD, device: "" });
    expect(user?.secondFactorAt).toEqual(expect.any(Date));
    const found = await db.totp.findUniqueOrThrow({ where: { userId: user?.id ?? "" } });
    expect(found.sealed).not.toContain(secret);
    expect(await takesCode(email, codeOf(secret))).toBe("totp");
  });

  test("from an export of ours is kept, with its recovery codes, even under another id", async () => {
    const account = await createAccount();
    const factor = await giveSecondFactor(account);
    const [line = ""] = await exportedOf(account.id);
    expect(line).not.toContain(factor.secret);
    // Who has the identifier by now is somebody else, and has the codes.
    await db.user.update({ where: { id: account.id }, data: { email: newEmail() } });
    const [, ...codes] = factor.recoveryCodes;
    await db.recoveryCode.deleteMany({
      where: {
        userId: account.id,
        codeHash: { in: codes.map((code) => hashRecoveryCode(code) ?? "") },
      },
    });
    const [told] = await imported("latchkey", line);
    expect(told).toMatchObject({ outcome: "created" });
    expect(told?.id).not.toBe(account.id);
    expect(await db.recoveryCode.count({ where: { userId: told?.id ?? "" } })).toBe(9);
    expect(await takesCode(account.email, codeOf(factor.secret))).toBe("totp");
    expect(await takesCode(account.email, factor.recoveryCodes[1] ?? "")).toBe("recovery");
  });

  test("from a damaged export is kept without what is no code", async () => {
    const account = await createAccount();
    await giveSecondFactor(account);
    const [line = ""] = await exportedOf(account.id);
    await db.user.delete({ where: { id: account.id } });
    const row = JSON.parse(line);
    row.codes[0].codeHash = "a\u0000b";
    row.timeZone = "Nowhere/\u0000";
    expect(outcomes(await imported("latchkey", JSON.stringify(row)))).toEqual(["created"]);
    expect((await whole(account.email))?.timeZone).toBeNull();
    expect(await db.recoveryCode.count({ where: { userId: account.id } })).toBe(9);
  });

  test("that was sealed with another key is left out, and the report says so", async () => {
    const account = await createAccount();
    await giveSecondFactor(account);
    const [line = ""] = await exportedOf(account.id);
    const row = JSON.parse(line);
    await db.user.delete({ where: { id: account.id } });
    const [told] = await imported(
      "latchkey",
      lines([{ ...row, totp: { ...row.totp, sealed: "x" } }]),
    );
    expect(told?.notes).toEqual([expect.stringContaining("NEXTAUTH_SECRET")]);
    expect((await whole(account.email))?.secondFactorAt).toBeNull();
  });
});

test("the report can be read by its owner only, and holds no formula", async () => {
  const file = path.join(folder, "report.csv");
  const report = await startReport(file);
  await report.add(await imported("csv", `email\n=cmd@example.com\n`));
  await report.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).toContain("'=cmd@example.com");
  expect(report.counts).toEqual({ created: 1, exists: 0, collides: 0, refused: 0 });
});
