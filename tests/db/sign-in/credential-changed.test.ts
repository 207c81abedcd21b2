import { confirmEmailChange, undoEmailChange } from "@/lib/features/accounts/email-change";
import { removeFactorsByOperator } from "@/lib/features/admin/operator";
import { removeUsersSecondFactor, requireNewPassword } from "@/lib/features/admin/user-actions";
import type { AskingSession } from "@/lib/features/caller/caller";
import { beginPasskey } from "@/lib/features/passkeys/options";
import { addPasskey, passkeysOf, removePasskey } from "@/lib/features/passkeys/passkeys";
import { changePassword } from "@/lib/features/password/change";
import { removePassword } from "@/lib/features/password/removal";
import { resetPassword } from "@/lib/features/password/reset";
import {
  beginEnrolment,
  completeEnrolment,
  renewRecoveryCodes,
} from "@/lib/features/second-factor/enrolment";
import { turnOffSecondFactor } from "@/lib/features/second-factor/removal";
import { env } from "@/lib/platform/config/env";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { openMail } from "@/lib/platform/mail/outbox";
import { newAuthenticator } from "@/tests/support/passkeys/authenticator";
import { givePasskey } from "@/tests/support/passkeys/passkeys";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession, renewalOf } from "@/tests/support/people/sessions";
import { trustedBrowserOf } from "@/tests/support/people/trusted-browser";

/*
 * Whatever changes what an account is proved by, in one table. One row for each; what follows is the same
 * for all of them.
 */

const NEW_PASSWORD = "eight quiet lanterns";

/** The account, its session that asks, and that of an administrator. */
type Scene = { account: Account; asking: AskingSession; admin: AskingSession };

type Change = {
  /** Whether the account has an authenticator app before. */
  factor?: true;
  passkey?: true;
  /** Whether the session that asks goes on. */
  keeps?: true;
  /** Of which mail its owner learns of it. */
  mail: string;
  /** Where that goes, if not to the address of the account. */
  make(scene: Scene): Promise<unknown>;
};

const changes: Record<string, Change> = {
  "a change of the password": {
    keeps: true,
    mail: "Your password was changed",
    make: ({ account, asking }) =>
      changePassword(
        account,
        { renewal: renewalOf(asking), recent: true },
        { currentPassword: account.password, newPassword: NEW_PASSWORD },
      ),
  },
  "a reset of the password": {
    mail: "Your password was changed",
    make: async ({ account }) =>
      resetPassword({ token: await newLink("reset-password", account), password: NEW_PASSWORD }),
  },
  "a new authenticator app": {
    keeps: true,
    mail: "Two-factor authentication is on",
    make: async ({ asking }) => {
      const { secret } = await beginEnrolment(asking);
      await completeEnrolment(renewalOf(asking), codeOf(secret));
    },
  },
  "turning the second factor off": {
    factor: true,
    keeps: true,
    mail: "Two-factor authentication was turned off",
    make: ({ asking }) => turnOffSecondFactor(renewalOf(asking)),
  },
  "new recovery codes": {
    factor: true,
    keeps: true,
    mail: "Your recovery codes were replaced",
    make: ({ asking }) => renewRecoveryCodes(renewalOf(asking)),
  },
  "removing the second factor, by an administrator": {
    factor: true,
    mail: "Your second factors were removed",
    make: ({ account, admin }) => removeUsersSecondFactor(admin, account.id),
  },
  "removing the second factor, at the terminal": {
    factor: true,
    mail: "Your second factors were removed",
    make: ({ account }) => removeFactorsByOperator(account.email),
  },
  "a new passkey": {
    keeps: true,
    mail: "A passkey was added to your account",
    make: async ({ account, asking }) => {
      const options = await beginPasskey(account, asking.sessionId);
      const sent = newAuthenticator(env.NEXTAUTH_URL).create(options);
      await addPasskey(renewalOf(asking), { name: "Phone", sent });
    },
  },
  "removing a passkey": {
    passkey: true,
    keeps: true,
    mail: "A passkey was removed from your account",
    make: async ({ account, asking }) => {
      const [passkey] = (await passkeysOf(account.id)).passkeys;
      await removePasskey(renewalOf(asking), passkey?.id ?? "");
    },
  },
  "removing the password": {
    passkey: true,
    keeps: true,
    mail: "Your password was removed",
    make: ({ asking }) => removePassword(renewalOf(asking)),
  },
  "an administrator who requires a new password": {
    mail: "Your account needs a new password",
    make: ({ account, admin }) => requireNewPassword(admin, account.id),
  },
  "a move to another address": {
    mail: "Your email address was changed",
    make: async ({ account, asking }) =>
      confirmEmailChange(asking, await newLink("change-email", account, newEmail())),
  },
  "undoing that move": {
    mail: "Your email change was undone",
    make: async ({ account }) => undoEmailChange(await newLink("undo-email", account, newEmail())),
  },
};

async function pendingOf(userId: string): Promise<void> {
  const expiresAt = new Date(Date.now() + MINUTE_MS);
  await db.pendingSignIn.create({
    data: { userId, secretHash: newSecret(), methods: "password", remember: false, expiresAt },
  });
  await db.mailSignIn.create({
    data: { userId, browserHash: newSecret(), codeHash: "", linkHash: newSecret(), expiresAt },
  });
  await trustedBrowserOf(userId);
}

/** The mails queued since, by subject and address. */
async function mailsSince(id: string): Promise<{ to: string; subject: string }[]> {
  const rows = await db.outboxMail.findMany({ where: { id: { gt: id } }, orderBy: { id: "asc" } });
  const opened = await Promise.all(rows.map(({ sealed }) => openMail(sealed ?? "")));
  return opened.flatMap((queued) => (queued && "message" in queued ? [queued.message] : []));
}

const newestMail = async () =>
  (await db.outboxMail.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? "";

describe.each(Object.entries(changes))("%s [V6.3.7 V7.4.3]", (_, change) => {
  let scene: Scene;
  let before: string;

  beforeEach(async () => {
    const account = await createAccount();
    const admin = await createAccount({ role: "admin" });
    if (change.factor) await giveSecondFactor(account);
    if (change.passkey) await givePasskey(account);
    const [asking, , asked] = [
      await newAskingSession(account.id),
      await newAskingSession(account.id),
      await newAskingSession(admin.id),
    ];
    scene = { account, asking, admin: asked };
    await pendingOf(account.id);
    before = await newestMail();
  });

  test("ends every other session, every pending sign-in, and trust in browsers", async () => {
    const { account, asking } = scene;
    await change.make(scene);
    const left = await db.session.findMany({ where: { userId: account.id } });
    expect(left.map(({ id }) => id)).toEqual(change.keeps ? [asking.sessionId] : []);
    const where = { userId: account.id };
    expect(await db.pendingSignIn.count({ where })).toBe(0);
    expect(await db.mailSignIn.count({ where })).toBe(0);
    expect(await db.trustedBrowser.count({ where })).toBe(0);
  });

  test("gives the continuing session a new secret", async () => {
    await change.make(scene);
    const { secretHash } = scene.asking;
    expect(await db.session.count({ where: { secretHash } })).toBe(0);
  });

  test("leaves no link that would change the account's address", async () => {
    const { account } = scene;
    const token = await newLink("change-email", account, newEmail());
    await change.make(scene);
    const row = await db.token.findUniqueOrThrow({ where: { secretHash: hashSecret(token) } });
    expect(row.replacedAt).not.toBeNull();
  });

  test("notifies the owner once", async () => {
    await change.make(scene);
    const told = (await mailsSince(before)).filter(({ subject }) => subject === change.mail);
    expect(told).toHaveLength(1);
    expect(told[0]?.to).toBe(scene.account.email);
  });
});
