import { registerProviders } from "@/lib/features/account-security/usable-providers";
import { requireWayIn, waysInOf } from "@/lib/features/account-security/ways-in";
import { requireAnotherAdmin } from "@/lib/features/accounts/last-admin";
import { features } from "@/lib/platform/config/features";
import { db } from "@/lib/platform/db/client";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { findUser, setRole } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { storedPasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount } from "@/tests/support/people/accounts";

let account: Account;

beforeEach(async () => {
  registerProviders(["one", "two"]);
  account = await createAccount();
});

const link = (provider: string) =>
  db.account.create({
    data: { userId: account.id, type: "oauth", provider, providerAccountId: account.id },
  });

const ways = () => transaction((tx) => waysInOf(account.id, tx));

const unlink = (provider: string) =>
  transaction(async (tx) => {
    await tx.account.deleteMany({ where: { userId: account.id, provider } });
    await requireWayIn(account.id, tx);
  });

const removePassword = () =>
  transaction(async (tx) => {
    await deletePassword(account.id, tx);
    await requireWayIn(account.id, tx);
  });

const identities = () => db.account.count({ where: { userId: account.id } });

describe("the ways in of an account", () => {
  test("are its password and its identities at providers, together", async () => {
    expect(await ways()).toMatchObject({ passwords: 1, identities: 0 });
    await link("one");
    await link("two");
    expect(await ways()).toMatchObject({ passwords: 1, identities: 2 });
  });

  test("can be removed as long as another one stays", async () => {
    await link("one");
    await removePassword();
    await expect(unlink("one")).rejects.toMatchObject({ code: "last_way_in", status: 409 });
    expect(await identities()).toBe(1);
  });

  test("are at least one, however many are removed at once", async () => {
    await link("one");
    await link("two");
    const done = await Promise.allSettled([removePassword(), unlink("one"), unlink("two")]);
    expect(done.filter(({ status }) => status === "rejected")).toHaveLength(1);
    const { passwords, identities: linked } = await ways();
    expect(passwords + linked).toBe(1);
  });

  test("do not include a provider that is no longer configured", async () => {
    await link("one");
    await link("gone");
    expect(await ways()).toMatchObject({ passwords: 1, identities: 1 });
    await unlink("one");
    await expect(removePassword()).rejects.toMatchObject({ code: "last_way_in" });
  });
});

describe("another administrator counts who can get in", () => {
  let other: Account;

  const byMail = features.emailSignIn;
  afterAll(() => {
    features.emailSignIn = byMail;
  });

  beforeEach(async () => {
    features.emailSignIn = false;
    await db.user.deleteMany({ where: { id: { not: account.id } } });
    other = await createAccount();
    for (const { id } of [account, other]) await setRole(id, "admin", db);
    await deletePassword(other.id, db);
  });

  const require = () =>
    transaction(async (tx) => {
      const user = await findUser(account.id, tx);
      if (user) await requireAnotherAdmin(user, tx);
    });

  const linkOther = (provider: string) =>
    db.account.create({
      data: { userId: other.id, type: "oauth", provider, providerAccountId: other.id },
    });

  test("by a provider that is configured, and by no other", async () => {
    await linkOther("gone");
    await expect(require()).rejects.toMatchObject({ code: "last_admin" });
    await linkOther("one");
    await expect(require()).resolves.toBeUndefined();
  });

  test("by a passkey", async () => {
    await expect(require()).rejects.toMatchObject({ code: "last_admin" });
    await storedPasskey(other);
    await expect(require()).resolves.toBeUndefined();
  });

  test("by mail, where that is switched on", async () => {
    await expect(require()).rejects.toMatchObject({ code: "last_admin" });
    features.emailSignIn = true;
    await expect(require()).resolves.toBeUndefined();
    await db.user.update({ where: { id: other.id }, data: { disabledAt: new Date() } });
    await expect(require()).rejects.toMatchObject({ code: "last_admin" });
  });
});
