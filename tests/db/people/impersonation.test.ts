import { randomUUID } from "node:crypto";
import { applyChange, changeUser } from "@/lib/features/admin/user-actions";
import type { AskingSession } from "@/lib/features/caller/caller";
import {
  IMPERSONATION_MS,
  signOutImpersonator,
  startImpersonation,
  stopImpersonation,
} from "@/lib/features/impersonation/impersonation";
import { impersonatorBy } from "@/lib/features/impersonation/may-impersonate";
import {
  activeSessions,
  revokeOtherSessions,
  revokeSession,
} from "@/lib/features/sessions/sessions";
import { features } from "@/lib/platform/config/features";
import { setActor, withRequestContext } from "@/lib/platform/core/request-context";
import { HOUR_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { deleteSession } from "@/lib/platform/db/tables/sessions";
import { sweep } from "@/lib/platform/db/tables/upkeep/sweep";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { sweepLimits } from "@/lib/web/server/cleanup";
import { trailOf } from "@/tests/support/database/events";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";
import { newRequest } from "@/tests/support/requests/messages";

const REASON = "the question of Tuesday";

let admin: Account;
let owner: Account;
/** The administrator's own session. */
let asking: AskingSession;

beforeEach(async () => {
  [admin, owner] = [await createAccount({ role: "admin" }), await createAccount()];
  asking = await newAskingSession(admin.id);
});

const inHour = () => new Date(Date.now() + 24 * HOUR_MS).toISOString();

/** Has the administrator act for somebody, as a request of theirs does. @returns the new session */
const start = async (
  userId = owner.id,
  { by = asking, expires = inHour() } = {},
): Promise<AskingSession & { expiresAt: Date }> => {
  const secretHash = randomUUID();
  const { id, expiresAt } = await asAdmin(() =>
    startImpersonation({ asking: by, expires }, { userId, reason: REASON, secretHash }),
  );
  return { userId, sessionId: id, secretHash, expiresAt };
};

const asAdmin = <T>(work: () => T, impersonationId: string | null = null): T =>
  withRequestContext(newRequest({ headers: { "user-agent": "curl/8" } }), () => {
    setActor(admin.id, { impersonationId });
    return work();
  });

const stop = (acting: AskingSession, secretHash: string = randomUUID()) =>
  asAdmin(() => stopImpersonation(acting, secretHash), acting.sessionId);

const rowOf = (id: string) => db.session.findUnique({ where: { id } });

/** That there is no session left in which somebody acts for the owner. */
const expectEnded = async ({ sessionId }: AskingSession) =>
  expect(await rowOf(sessionId)).toBeNull();

describe("an impersonated session", () => {
  test("has no proof, ends within an hour, and depends on the administrator's own", async () => {
    const acting = await start();
    const row = await rowOf(acting.sessionId);
    expect(row).toMatchObject({
      userId: owner.id,
      parentId: asking.sessionId,
      authenticatedAt: new Date(0),
      methods: "",
      remember: false,
    });
    const life = Number(row?.expiresAt) - Date.now();
    expect(life).toBeLessThanOrEqual(IMPERSONATION_MS);
    expect(life).toBeGreaterThan(IMPERSONATION_MS - MINUTE_MS);
  });

  test("ends no later than the administrator's own", async () => {
    const expires = new Date(Date.now() + 5 * MINUTE_MS).toISOString();
    const { expiresAt } = await start(owner.id, { expires });
    expect(expiresAt.toISOString()).toBe(expires);
  });

  test("sets the administrator's own aside: its secret is refused until they go back", async () => {
    await start();
    const row = await rowOf(asking.sessionId);
    expect(row?.secretHash).not.toBe(asking.secretHash);
    await expect(start((await createAccount()).id)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("makes no browser known, and mails the owner once", async () => {
    const before = await db.outboxMail.count();
    await start();
    expect(await db.device.count({ where: { userId: { in: [owner.id, admin.id] } } })).toBe(0);
    expect(await db.outboxMail.count()).toBe(before + 1);
  });

  test("is recorded for the account with both people, its id and the reason", async () => {
    const { sessionId } = await start();
    expect(await trailOf(owner.id)).toMatchObject([
      {
        type: "impersonation_started",
        subjectId: owner.id,
        actorId: admin.id,
        impersonationId: sessionId,
        reason: REASON,
      },
    ]);
  });

  test("is listed to the owner, without the administrator's place, and not to the administrator", async () => {
    const { sessionId } = await start();
    const [listed, ...more] = await activeSessions(owner.id, null);
    expect(more).toEqual([]);
    expect(listed).toMatchObject({ id: sessionId, byAdministrator: true, ipAddress: null });
    expect(listed?.browser).not.toContain("curl");
    const own = await activeSessions(admin.id, null);
    expect(own.map(({ id }) => id)).toEqual([asking.sessionId]);
  });

  test("is opened once by twenty requests at once with one cookie", async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => start()));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db.session.count({ where: { userId: owner.id } })).toBe(1);
  });
});

describe("nobody can impersonate", () => {
  test.each([
    ["themselves", "forbidden", async () => admin],
    ["an administrator", "forbidden", () => createAccount({ role: "admin" })],
    [
      "a disabled account",
      "account_disabled",
      async () => {
        const account = await createAccount();
        const data = { disabledAt: new Date() };
        await db.user.update({ where: { id: account.id }, data });
        return account;
      },
    ],
    ["an unconfirmed account", "address_unverified", () => createAccount({ verified: false })],
    ["nobody", "not_found", async () => ({ id: randomUUID() })],
  ])("%s", async (_, code, make) => {
    const { id } = await make();
    const before = await db.outboxMail.count();
    await expect(start(id)).rejects.toMatchObject({ code });
    expect(await db.session.count({ where: { parentId: { not: null }, userId: id } })).toBe(0);
    expect(await db.outboxMail.count()).toBe(before);
    // Nothing of it is left: the administrator's own session goes on.
    expect((await rowOf(asking.sessionId))?.secretHash).toBe(asking.secretHash);
  });
});

describe("the way back", () => {
  test("ends it and gives the administrator's own session a new secret", async () => {
    const acting = await start();
    const parent = await stop(acting, "the new secret");
    expect(parent).toMatchObject({ id: asking.sessionId, userId: admin.id, role: "admin" });
    await expectEnded(acting);
    expect(await rowOf(asking.sessionId)).toMatchObject({ secretHash: "the new secret" });
    const [, ended] = await trailOf(owner.id);
    expect(ended).toMatchObject({
      type: "impersonation_ended",
      actorId: admin.id,
      impersonationId: acting.sessionId,
    });
  });

  test("works once for twenty requests at once", async () => {
    const acting = await start();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => stop(acting)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const ended = (await trailOf(owner.id)).filter(({ type }) => type === "impersonation_ended");
    expect(ended).toHaveLength(1);
  });

  test("and the end of the administrator's session at once leave one complete result", async () => {
    for (let n = 0; n < 10; n++) {
      asking = await newAskingSession(admin.id);
      const acting = await start();
      const end = () => transaction((tx) => deleteSession(admin.id, asking.sessionId, tx));
      const [first, second] = n % 2 ? [() => stop(acting), end] : [end, () => stop(acting)];
      await Promise.allSettled([first(), second()]);
      await expectEnded(acting);
      expect(await rowOf(asking.sessionId)).toBeNull();
    }
  });

  test("does not exist for the owner's own session", async () => {
    const own = await newAskingSession(owner.id);
    await expect(stop(own)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await rowOf(own.sessionId)).not.toBeNull();
  });

  test("does not work with another secret", async () => {
    const acting = await start();
    const other = { ...acting, secretHash: "another" };
    await expect(stop(other)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await rowOf(acting.sessionId)).not.toBeNull();
  });
});

describe("it ends", () => {
  const byOwner: [string, (by: AskingSession, acting: AskingSession) => Promise<unknown>][] = [
    ["signs out everywhere else", (by) => revokeOtherSessions(by)],
    ["ends it", (by, { sessionId }) => revokeSession(by, sessionId)],
  ];

  test.each(byOwner)(
    "when the owner %s, with the session that nobody can go back to",
    async (_what, end) => {
      const [other, of] = [await newAskingSession(admin.id), await newAskingSession(owner.id)];
      const acting = await start();
      expect(await end(of, acting)).toBeTruthy();
      await expectEnded(acting);
      expect(await rowOf(asking.sessionId)).toBeNull();
      expect(await rowOf(other.sessionId)).not.toBeNull();
      expect(await rowOf(of.sessionId)).not.toBeNull();
      expect((await trailOf(owner.id)).at(-1)).toMatchObject({ type: "authn_token_revoked" });
    },
  );

  test("after its hour, and the clean-up deletes the session that nobody can go back to", async () => {
    const acting = await start();
    const other = await newAskingSession(admin.id);
    await sweep(sweepLimits(Date.now()));
    expect(await rowOf(asking.sessionId)).not.toBeNull();
    const past = new Date(Date.now() - MINUTE_MS);
    await db.session.update({ where: { id: acting.sessionId }, data: { expiresAt: past } });
    await sweep(sweepLimits(Date.now()));
    await expectEnded(acting);
    expect(await rowOf(asking.sessionId)).toBeNull();
    expect(await rowOf(other.sessionId)).not.toBeNull();
  });

  test("when the administrator signs out in another browser", async () => {
    const acting = await start();
    await revokeOtherSessions(await newAskingSession(admin.id));
    await expectEnded(acting);
  });

  test("with the administrator's sign-out, which ends and records both", async () => {
    const acting = await start();
    await asAdmin(() => signOutImpersonator(acting), acting.sessionId);
    await expectEnded(acting);
    expect(await rowOf(asking.sessionId)).toBeNull();
    expect((await trailOf(owner.id)).at(-1)).toMatchObject({ type: "impersonation_ended" });
    expect((await trailOf(admin.id)).at(-1)).toMatchObject({ type: "session_logout" });
    await expect(signOutImpersonator(acting)).resolves.toBeUndefined();
  });

  test.each([
    ["disabled", { disabled: true }],
    ["given another role", { role: "user" as const }],
  ])("when the administrator is %s", async (_, change) => {
    const acting = await start();
    const other = await createAccount({ role: "admin" });
    await changeUser(await newAskingSession(other.id), admin.id, change);
    await expectEnded(acting);
  });

  test.each([
    ["disabled", { disabled: true }],
    ["given a right", { role: "admin" as const }],
  ])("when the account is %s", async (_, change) => {
    const acting = await start();
    await transaction(async (tx) => {
      const user = await lockUser(owner.id, tx);
      if (user) await applyChange(user, change, tx);
    });
    await expectEnded(acting);
  });

  test("when either account is deleted", async () => {
    const [first, account] = [await start(), await createAccount()];
    await db.user.delete({ where: { id: owner.id } });
    await expectEnded(first);
    asking = await newAskingSession(admin.id);
    const second = await start(account.id);
    await db.user.delete({ where: { id: admin.id } });
    await expectEnded(second);
    expect(await db.user.count({ where: { id: account.id } })).toBe(1);
  });
});

describe("the actor is checked on each request", () => {
  const asked = (role: "user" | "admin" = "user") => impersonatorBy(asking.sessionId, { role });

  test("and is the administrator of the parent session", async () => {
    expect(await asked()).toMatchObject({ id: admin.id, name: admin.name });
  });

  test.each([
    ["disabled", { disabledAt: new Date() }],
    ["no administrator", { role: "user" }],
    ["of a role that nobody knows", { role: "emperor" }],
  ])("nobody where the account behind it is %s", async (_, data) => {
    await db.user.update({ where: { id: admin.id }, data });
    expect(await asked()).toBeNull();
  });

  test("nobody for an account with rights, without a parent session, or with the feature off", async () => {
    expect(await asked("admin")).toBeNull();
    expect(await impersonatorBy(randomUUID(), { role: "user" })).toBeNull();
    features.impersonation = false;
    try {
      expect(await asked()).toBeNull();
    } finally {
      features.impersonation = true;
    }
  });
});
