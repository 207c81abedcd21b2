import { setTimeout as sleep } from "node:timers/promises";
import { deleteAccount } from "@/lib/features/accounts/deletion";
import { confirmEmailChange, requestEmailChange } from "@/lib/features/accounts/email-change";
import { exportAccount } from "@/lib/features/accounts/export";
import { changePreferences } from "@/lib/features/accounts/preferences";
import { changeName } from "@/lib/features/accounts/profile";
import { createAccountFor } from "@/lib/features/admin/create-account";
import { sendAgain } from "@/lib/features/admin/undelivered-mail";
import {
  changeUser,
  endSessions,
  removeUsersSecondFactor,
  requireNewPassword,
  revokeApiTokens,
  sendVerification,
} from "@/lib/features/admin/user-actions";
import { exportUsers } from "@/lib/features/admin/user-export";
import { exportTrail, trailQuery } from "@/lib/features/audit/trail";
import { actOnMany } from "@/lib/features/bulk-acts/bulk-acts";
import type { AskingSession } from "@/lib/features/caller/caller";
import { startImpersonation } from "@/lib/features/impersonation/impersonation";
import { inviteToSignUp, revokeInvitation } from "@/lib/features/invitations/invitations";
import { changePassword } from "@/lib/features/password/change";
import { beginEnrolment, saveRecoveryCodes } from "@/lib/features/second-factor/enrolment";
import { revokeOtherSessions, revokeSession } from "@/lib/features/sessions/sessions";
import { HOUR_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { insertMail } from "@/lib/platform/db/tables/outbox";
import { renewSession } from "@/lib/platform/db/tables/sessions";
import { replaceRecoveryCodes } from "@/lib/platform/db/tables/sign-in/recovery-codes";
import { lockUser, setRole, setSecondFactor } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { allRows } from "@/tests/support/database/all-rows";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { newAskingSession } from "@/tests/support/people/sessions";

/* What a request was let in for is done only while it would still be let in: a copy of a cookie is of no
   use any more once its owner has given the session another secret, or ended it. */

const NEW_PASSWORD = "eight quiet lanterns";
/** For a request to come as far as the lock. */
const ARRIVES_MS = 100;

let account: Account;
let asking: AskingSession;
let subject: Account;

beforeEach(async () => {
  [account, subject] = [await createAccount(), await createAccount({ verified: false })];
  asking = await newAskingSession(account.id);
});

/** Each is prepared while all is well, and then done. */
type Acts = Record<string, () => Promise<(by: AskingSession) => Promise<unknown>>>;

const OWN_ACTS: Acts = {
  "asking for another address": async () => (by) =>
    requestEmailChange(account, by, { email: newEmail(), password: account.password }, true),
  "confirming another address": async () => {
    const link = await newLink("change-email", account, newEmail());
    return (by) => confirmEmailChange(by, link);
  },
  "deleting the account": async () => deleteAccount,
  "downloading one's data": async () => exportAccount,
  "another name": async () => (by) => changeName(by, { name: "Eve" }),
  "another language": async () => (by) => changePreferences(by, { language: "de" }),
  "ending the other sessions": async () => {
    await newAskingSession(account.id);
    return revokeOtherSessions;
  },
  "ending one session": async () => {
    const { sessionId } = await newAskingSession(account.id);
    return (by) => revokeSession(by, sessionId);
  },
  "setting up an authenticator app": async () => beginEnrolment,
  "noting that recovery codes were saved": async () => {
    await replaceRecoveryCodes(account.id, [newEmail()], db);
    return saveRecoveryCodes;
  },
};

/** Those that take a right. */
const ACTS_BY_RIGHT: Acts = {
  "removing somebody's second factor": async () => {
    await setSecondFactor(subject.id, new Date(), db);
    return (by) => removeUsersSecondFactor(by, subject.id);
  },
  "disabling somebody": async () => (by) => changeUser(by, subject.id, { disabled: true }),
  "ending somebody's sessions": async () => {
    await newAskingSession(subject.id);
    return (by) => endSessions(by, subject.id);
  },
  "sending somebody's link again": async () => (by) => sendVerification(by, subject.id),
  "having somebody set a new password": async () => (by) => requireNewPassword(by, subject.id),
  "sending a mail again": async () => {
    await insertMail("sealed");
    const { id } = await db.outboxMail.findFirstOrThrow({ orderBy: { id: "desc" } });
    return (by) => sendAgain(by, id);
  },
  "downloading the audit trail": async () => (by) => exportTrail(by, trailQuery.parse({})),
  "downloading the users": async () => (by) => exportUsers(by, {}, "ndjson"),
  "revoking somebody's API tokens": async () => (by) => revokeApiTokens(by, subject.id),
  "doing one act to many": async () => (by) => actOnMany(by, { act: "disable", ids: [subject.id] }),
  "making somebody an account": async () => (by) =>
    createAccountFor(by, { name: "Eve", email: newEmail() }),
  "inviting somebody": async () => (by) => inviteToSignUp(by, { email: newEmail() }),
  "ending an invitation": async () => {
    const { id } = await inviteToSignUp(asking, { email: newEmail() });
    return (by) => revokeInvitation(by, id);
  },
  "acting for somebody": async () => {
    const { id: userId } = await createAccount();
    const expires = new Date(Date.now() + HOUR_MS).toISOString();
    const wanted = { userId, reason: "to help", secretHash: newSecret() };
    return (by) => startImpersonation({ asking: by, expires }, wanted);
  },
};

const byRight = (prepare: Acts[string]) => async () => {
  await setRole(account.id, "admin", db);
  return prepare();
};

const ACTS = Object.entries(OWN_ACTS).concat(
  Object.entries(ACTS_BY_RIGHT).map(([name, prepare]) => [name, byRight(prepare)]),
);

/** All that there is, except what only counts tries. */
async function everything() {
  const { Throttle: _, ...rows } = await allRows();
  return rows;
}

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => "done",
    (error) => error.code ?? error,
  );

/** A session of another secret, of another account, and one that has ended. */
const OTHERS = [{ secretHash: "another" }, { userId: "another" }, { sessionId: "another" }];

describe.each(ACTS)("%s", (_name, prepare) => {
  test("is done by the session that asks", async () => {
    const act = await prepare();
    expect(await codeOf(act(asking))).toBe("done");
  });

  test("changes nothing where the session has another secret, is another account's, or has ended", async () => {
    const act = await prepare();
    const before = await everything();
    for (const other of OTHERS) {
      expect([other, await codeOf(act({ ...asking, ...other }))]).toEqual([
        other,
        expect.stringMatching(/^(unauthenticated|link_of_another)/),
      ]);
    }
    expect(await everything()).toEqual(before);
  });
});

describe.each(Object.entries(ACTS_BY_RIGHT))(
  "%s, by a role that has been lost since",
  (_name, prepare) => {
    test("14 changes nothing [V8.3.2]", async () => {
      const act = await byRight(prepare)();
      await setRole(account.id, "user", db);
      const before = await everything();
      expect(await codeOf(act(asking))).toBe("forbidden");
      expect(await everything()).toEqual(before);
    });
  },
);

describe.each(Object.entries(OWN_ACTS).slice(0, 8))(
  "%s, while its owner renews the session",
  (_name, prepare) => {
    test("waits for that, and then changes nothing", async () => {
      const act = await prepare();
      const { userId, sessionId: id, secretHash } = asking;
      let acting: Promise<unknown> | undefined;
      await transaction(async (tx) => {
        await lockUser(userId, tx);
        acting = codeOf(act(asking));
        await sleep(ARRIVES_MS);
        const data = { secretHash: `${secretHash}, renewed`, lastSeenAt: new Date() };
        await renewSession({ userId, id, secretHash }, data, tx);
      });
      const after = await everything();
      expect(await acting).toBe("unauthenticated");
      expect(await everything()).toEqual(after);
    });
  },
);

describe("while the owner changes the password", () => {
  const change = () =>
    changePassword(
      { ...account, name: "Ada" },
      {
        renewal: {
          userId: account.id,
          sessionId: asking.sessionId,
          from: asking.secretHash,
          to: `${asking.secretHash}, the owner's`,
          now: new Date(),
        },
        recent: true,
      },
      { currentPassword: account.password, newPassword: NEW_PASSWORD },
    );

  /** Both at once, the one named first sent first. */
  async function atOnce(first: "owner" | "thief", steal: () => Promise<unknown>) {
    const acts = { owner: change, thief: steal };
    const order = first === "owner" ? (["owner", "thief"] as const) : (["thief", "owner"] as const);
    const codes = await Promise.all(order.map((who) => codeOf(acts[who]())));
    return Object.fromEntries(order.map((who, n) => [who, codes[n]]));
  }

  test.each(["owner", "thief"] as const)(
    "no link to another address survives from the old password (the %s first)",
    async (first) => {
      const { owner, thief } = await atOnce(first, () =>
        requestEmailChange(
          account,
          asking,
          { email: newEmail(), password: account.password },
          true,
        ),
      );
      expect(owner).toBe("done");
      expect(["done", "password_changed", "unauthenticated", "invalid"]).toContain(thief);
      const live = { userId: account.id, purpose: "change-email", replacedAt: null };
      expect(await db.token.count({ where: live })).toBe(0);
    },
  );

  test.each(["owner", "thief"] as const)(
    "the account is deleted or has the new password, not both (the %s first)",
    async (first) => {
      const { owner, thief } = await atOnce(first, () => deleteAccount(asking));
      const stays = (await db.user.count({ where: { id: account.id } })) === 1;
      expect({ owner, thief }).toEqual(
        stays
          ? { owner: "done", thief: "unauthenticated" }
          : {
              owner: expect.stringMatching(/^(unauthenticated|password_changed|invalid)$/),
              thief: "done",
            },
      );
    },
  );
});

test("of many sessions that end all others at once, one remains", async () => {
  const others = await Promise.all(Array.from({ length: 3 }, () => newAskingSession(account.id)));
  const codes = await Promise.all([asking, ...others].map((by) => codeOf(revokeOtherSessions(by))));
  expect(codes.sort()).toEqual(["done", "unauthenticated", "unauthenticated", "unauthenticated"]);
  expect(await db.session.count({ where: { userId: account.id } })).toBe(1);
});
