import { giveRecoveryCodes } from "@/lib/features/second-factor/recovery-codes";
import { glanceOf } from "@/lib/features/security-glance/glance";
import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import { markRecoveryCodesSaved } from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { transaction } from "@/lib/platform/db/transaction";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import { createAccount } from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});

beforeAll(() => {
  if (env.postgres) listenToPostgres();
});

const NOW = new Date().toISOString();

describe("the security overview names what protects an account, and what would be better", () => {
  test("without a second factor: to turn one on, at no cost", async () => {
    const { id } = await createAccount();
    const user = { id, emailVerified: NOW, secondFactorSince: null };
    const statements = await statementsOf(async () => {
      expect(await glanceOf(user, true)).toEqual({
        protection: "password",
        advice: ["turnOnFactor"],
      });
      expect(await glanceOf({ ...user, emailVerified: null }, false)).toEqual({
        protection: "link",
        advice: ["confirmEmail", "turnOnFactor"],
      });
    });
    expect(statements).toEqual([]);
  });

  test("with one: to save the codes, to make new ones, or nothing", async () => {
    const account = await createAccount();
    await giveSecondFactor(account);
    const user = { id: account.id, emailVerified: NOW, secondFactorSince: NOW };
    const advice = async () => (await glanceOf(user, true)).advice;
    expect(await advice()).toEqual(["saveCodes"]);
    await markRecoveryCodesSaved(account.id, new Date(), db);
    expect(await glanceOf(user, true)).toEqual({ protection: "passwordAndFactor", advice: [] });
    const codes = await db.recoveryCode.findMany({ where: { userId: account.id } });
    const hashes = codes.map(({ codeHash }) => codeHash);
    await db.recoveryCode.deleteMany({ where: { codeHash: { in: hashes.slice(3) } } });
    expect(await advice()).toEqual(["moreCodes"]);
    await db.recoveryCode.deleteMany({ where: { userId: account.id } });
    expect(await advice()).toEqual(["newCodes"]);
    expect((await glanceOf(user, false)).protection).toBe("factor");
  });
});

describe("an account whose second factor is passkeys is advised", () => {
  const adviceFor = async (passkeys: number, codes: "unsaved" | "saved" | "none") => {
    const account = await createAccount();
    for (let n = 0; n < passkeys; n++) await storedPasskey(account);
    if (codes !== "none") await transaction((tx) => giveRecoveryCodes(account.id, tx));
    if (codes === "saved") await markRecoveryCodesSaved(account.id, new Date(), db);
    const user = { id: account.id, emailVerified: NOW, secondFactorSince: NOW };
    return (await glanceOf(user, true)).advice;
  };

  test("of a single one, without recovery codes", async () => {
    expect(await adviceFor(1, "none")).toEqual(["onePasskey"]);
    expect(await adviceFor(2, "none")).toEqual([]);
  });

  test("to save its recovery codes", async () => {
    expect(await adviceFor(1, "unsaved")).toEqual(["saveCodes"]);
    expect(await adviceFor(1, "saved")).toEqual([]);
  });
});
