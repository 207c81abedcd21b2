import { issueToken } from "@/lib/features/links/links";
import { db } from "@/lib/platform/db/client";
import type { TokenPurpose } from "@/lib/platform/db/tables/tokens";
import { transaction } from "@/lib/platform/db/transaction";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionLine } from "@/tests/support/requests/cookies";
import {
  expectInvalid,
  expectProblem,
  expectQuietLog,
} from "@/tests/support/requests/expectations";

/** How a link of each purpose is used. */
const LINKS: Record<TokenPurpose, string> = {
  "verify-email": "/api/account/verify-email",
  "reset-password": "/api/account/reset-password",
  "change-email": "/api/account/email/confirm",
  "undo-email": "/api/account/email/undo",
};
const PURPOSES = Object.keys(LINKS) as TokenPurpose[];
const NEW_PASSWORD = "seven quiet lanterns";

let account: Account;
let links: [TokenPurpose, string][];

afterAll(expectQuietLog);

beforeEach(async () => {
  account = await createAccount();
  links = [];
  for (const purpose of PURPOSES) {
    const moves = purpose === "change-email" || purpose === "undo-email";
    const boundTo = moves ? newEmail() : account.email;
    links.push([purpose, await transaction((tx) => issueToken(purpose, account.id, boundTo, tx))]);
  }
});

const follow = ([purpose, token]: [TokenPurpose, string]) =>
  newClient().post(LINKS[purpose]).send({ token, password: NEW_PASSWORD });

/** Nobody is signed in to the account, which the link that moves it asks for. */
async function expectDead(link: [TokenPurpose, string]): Promise<void> {
  const answer = await follow(link);
  if (link[0] === "change-email") expectProblem(answer, 401, "unauthenticated");
  else expectInvalid(answer, ["token"]);
}

const stored = () =>
  db.user.findUnique({ where: { id: account.id }, include: { password: true, sessions: true } });

async function expectNoSignIn(password: string): Promise<void> {
  const response = await submitSignIn(newClient(), { email: account.email, password });
  expect(response.headers.location).toMatch(/^\/signin/);
  expect(sessionLine(response)).toBeUndefined();
}

test("15 a disabled user cannot sign in, and every pending link is refused [V7.4.2]", async () => {
  await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  const before = await stored();
  await expectNoSignIn(account.password);
  for (const link of links) await expectDead(link);
  await expectNoSignIn(NEW_PASSWORD);
  expect(await stored()).toEqual(before);
});

test("15 every pending link of a deleted user is refused, even if the address has a new account [V7.4.2]", async () => {
  const { email } = account;
  await db.user.delete({ where: { id: account.id } });
  account = await createAccount();
  await db.user.update({ where: { id: account.id }, data: { email } });
  const before = await stored();
  for (const link of links) await expectDead(link);
  expect(await stored()).toEqual(before);
});

test("15 the links of these tests work for an active user [V7.4.2]", async () => {
  for (const link of links) {
    // A new password voids a change of address, and a change of address what was mailed before.
    if (link[0] === "change-email") continue;
    expect((await follow(link)).status).toBe(200);
  }
  const { id, ...other } = await createAccount();
  const token = await transaction((tx) => issueToken("change-email", id, newEmail(), tx));
  const client = await signedInClient({ id, ...other });
  await client.post(LINKS["change-email"]).send({ token }).expect(200);
});
