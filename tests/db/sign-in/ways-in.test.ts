import { requireOtherWayIn, waysInOf } from "@/lib/features/account-security/ways-in";
import { db } from "@/lib/platform/db/client";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { transaction } from "@/lib/platform/db/transaction";
import { type Account, createAccount } from "@/tests/support/people/accounts";

let account: Account;

beforeEach(async () => {
  account = await createAccount();
});

const link = (provider: string) =>
  db.account.create({
    data: { userId: account.id, type: "oauth", provider, providerAccountId: account.id },
  });

const ways = () => transaction((tx) => waysInOf(account.id, tx));

const unlink = (provider: string) =>
  transaction(async (tx) => {
    await requireOtherWayIn(account.id, tx);
    await tx.account.deleteMany({ where: { userId: account.id, provider } });
  });

const removePassword = () =>
  transaction(async (tx) => {
    await requireOtherWayIn(account.id, tx);
    await deletePassword(account.id, tx);
  });

const identities = () => db.account.count({ where: { userId: account.id } });

describe("the ways in of an account", () => {
  test("are its password and its identities at providers, together", async () => {
    expect(await ways()).toMatchObject({ passwords: 1, identities: 0 });
    await link("one");
    await link("two");
    expect(await ways()).toMatchObject({ passwords: 1, identities: 2 });
  });

  test("may go as long as another one stays", async () => {
    await link("one");
    await removePassword();
    await expect(unlink("one")).rejects.toMatchObject({ code: "last_way_in", status: 409 });
    expect(await identities()).toBe(1);
  });

  test("are one at least, however many are removed at once", async () => {
    await link("one");
    await link("two");
    const done = await Promise.allSettled([removePassword(), unlink("one"), unlink("two")]);
    expect(done.filter(({ status }) => status === "rejected")).toHaveLength(1);
    const { passwords, identities: linked } = await ways();
    expect(passwords + linked).toBe(1);
  });
});
