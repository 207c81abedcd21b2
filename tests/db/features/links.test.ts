import { confirmEmailChange, undoEmailChange } from "@/lib/features/accounts/email-change";
import { verifyEmail } from "@/lib/features/accounts/verification";
import { lookAtLink } from "@/lib/features/links/look-at-link";
import { resetPassword } from "@/lib/features/password/reset";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { replaceTokens, type TokenPurpose } from "@/lib/platform/db/tables/tokens";
import { transaction } from "@/lib/platform/db/transaction";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { newAskingSession } from "@/tests/support/people/sessions";
import { english } from "@/tests/support/texts";

const PASSWORD = "seven quiet lanterns";
const PURPOSES: TokenPurpose[] = ["verify-email", "reset-password", "change-email", "undo-email"];

let account: Account;

beforeEach(async () => {
  account = await createAccount({ verified: false });
});

/** Mailed to another address where it is to bring the account there. */
const linkFor = (purpose: TokenPurpose) => {
  const moves = purpose === "change-email" || purpose === "undo-email";
  return newLink(purpose, account, moves ? newEmail() : account.email);
};

const stateOf = async (purpose: TokenPurpose, sent: string | null) =>
  (await lookAtLink(purpose, sent)).state;

/** Uses a link, as the form of its page does. */
const follow: Record<TokenPurpose, (secret: string) => Promise<unknown>> = {
  "verify-email": verifyEmail,
  "reset-password": (token) => resetPassword({ token, password: PASSWORD }),
  "change-email": async (secret) => confirmEmailChange(await newAskingSession(account.id), secret),
  "undo-email": undoEmailChange,
};

describe.each(PURPOSES)("the link of %s", (purpose) => {
  test("works however often it is opened, and says whose it is", async () => {
    const secret = await linkFor(purpose);
    for (let n = 0; n < 3; n++) {
      const look = await lookAtLink(purpose, `${secret}.`);
      expect(look).toMatchObject({ state: "works", token: secret, owner: { id: account.id } });
    }
    await follow[purpose](secret);
    expect(await lookAtLink(purpose, secret)).toMatchObject({ state: "done", token: null });
    const message = english("link.done");
    await expect(follow[purpose](secret)).rejects.toMatchObject({
      code: "invalid",
      errors: [{ field: "token", message }],
    });
  });

  test("says that it has expired", async () => {
    const secret = await linkFor(purpose);
    await db.token.updateMany({ where: { userId: account.id }, data: { expiresAt: new Date(0) } });
    expect(await lookAtLink(purpose, secret)).toMatchObject({ state: "expired", token: null });
    await expect(follow[purpose](secret)).rejects.toMatchObject({
      detail: english("link.expired"),
    });
  });

  test("says that it was replaced by a newer one", async () => {
    const secret = await linkFor(purpose);
    await transaction((tx) => replaceTokens(account.id, purpose, tx));
    expect(await stateOf(purpose, secret)).toBe("replaced");
    await expect(follow[purpose](secret)).rejects.toMatchObject({
      detail: english("link.replaced"),
    });
  });

  test("says that the account is disabled", async () => {
    const secret = await linkFor(purpose);
    await db.user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
    expect(await stateOf(purpose, secret)).toBe("disabled");
  });

  test("says that it is incomplete, unknown, or not there", async () => {
    const secret = await linkFor(purpose);
    expect(await stateOf(purpose, secret.slice(0, 21))).toBe("incomplete");
    expect(await stateOf(purpose, secret.toLowerCase())).toBe("unknown");
    expect(await stateOf(purpose, newSecret())).toBe("unknown");
    expect(await stateOf(purpose, null)).toBe("missing");
  });

  test("does not work for another purpose", async () => {
    const secret = await linkFor(purpose);
    for (const other of PURPOSES.filter((each) => each !== purpose)) {
      expect(await stateOf(other, secret)).toBe("unknown");
    }
  });
});

test("a replaced link counts as done when the newer one was used", async () => {
  const first = await newLink("verify-email", account);
  await transaction((tx) => replaceTokens(account.id, "verify-email", tx));
  await verifyEmail(await newLink("verify-email", account));
  expect(await stateOf("verify-email", first)).toBe("done");
});

test("a used link whose effect has been undone since says that it was used", async () => {
  const moved = newEmail();
  const secret = await newLink("change-email", account, moved);
  await confirmEmailChange(await newAskingSession(account.id), secret);
  await db.user.update({ where: { id: account.id }, data: { email: newEmail() } });
  expect(await stateOf("change-email", secret)).toBe("used");
});

test("the link for a new address works only for the account that requested it", async () => {
  const secret = await newLink("change-email", account, newEmail());
  const stranger = await createAccount();
  const asking = await newAskingSession(stranger.id);
  await expect(confirmEmailChange(asking, secret)).rejects.toMatchObject({
    code: "link_of_another_account",
  });
  expect(await stateOf("change-email", secret)).toBe("works");
});

test("the undo link works even after a reset at the new address: a thief resets first", async () => {
  const [original, moved] = [account.email, newEmail()];
  await confirmEmailChange(
    await newAskingSession(account.id),
    await newLink("change-email", account, moved),
  );
  const undo = await newLink("undo-email", account, original);
  const token = await newLink("reset-password", account, moved);
  await resetPassword({ token, password: PASSWORD });
  await undoEmailChange(undo);
  const user = await db.user.findUnique({ where: { id: account.id }, include: { password: true } });
  expect(user).toMatchObject({ email: original, password: null });
});
