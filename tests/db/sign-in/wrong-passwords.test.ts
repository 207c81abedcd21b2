import { rememberDevice } from "@/lib/features/sessions/devices";
import { signIn } from "@/lib/features/sign-in/sign-in";
import { db } from "@/lib/platform/db/client";
import { findUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { openMail } from "@/lib/platform/mail/outbox";
import { type Account, createAccount } from "@/tests/support/people/accounts";

/** The secret of a browser that the account is known in. */
async function deviceOf({ id }: Account): Promise<string> {
  const user = await findUser(id);
  if (!user) throw new Error("no such account");
  return transaction((tx) => rememberDevice(user, null, tx));
}

async function subjectsTo(email: string): Promise<string[]> {
  const rows = await db.outboxMail.findMany({ orderBy: { id: "asc" } });
  const opened = await Promise.all(rows.map(({ sealed }) => openMail(sealed ?? "")));
  return opened.flatMap((queued) =>
    queued && "message" in queued && queued.message.to === email ? [queued.message.subject] : [],
  );
}

/** The right password after so many wrong ones. @returns what the owner was told by then */
async function after(wrong: number, known: boolean): Promise<string[]> {
  const account = await createAccount();
  const { email, password } = account;
  const device = known ? await deviceOf(account) : "";
  for (let n = 0; n < wrong; n++) await signIn({ email, password: "wrong", device });
  expect(await signIn({ email, password, device })).not.toBeNull();
  return subjectsTo(email);
}

const TOLD = "A sign-in after wrong passwords";

test("the owner is notified of a sign-in after three wrong passwords in a known browser [V6.3.5]", async () => {
  expect(await after(3, true)).toEqual([TOLD]);
});

test("after fewer the owner is not notified, and the count begins again", async () => {
  expect(await after(2, true)).toEqual([]);
  expect(await after(0, true)).toEqual([]);
});

test("in a new browser the mail about the browser is enough", async () => {
  expect(await after(3, false)).toEqual([]);
});
