import { codeOfLink } from "@/lib/features/sign-in/mail-code";
import { lookAtSignInLink, mailProof } from "@/lib/features/sign-in/mail-proof";
import { queueSignInMail, requestSignInMail } from "@/lib/features/sign-in/mail-request";
import { openSession } from "@/lib/features/sign-in/open-session";
import { begin } from "@/lib/features/sign-in/steps";
import { MINUTE_MS } from "@/lib/platform/core/time";
import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { deletePassword } from "@/lib/platform/db/tables/passwords";
import { deleteSessions } from "@/lib/platform/db/tables/sessions";
import { setDisabled } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { openMail } from "@/lib/platform/mail/outbox";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { giveSecondFactor } from "@/tests/support/people/second-factor";

const CROWD = 50;

/** An account that has no password, as another provider or an administrator makes one. */
async function withoutPassword(given: Parameters<typeof createAccount>[0] = {}): Promise<Account> {
  const account = await createAccount(given);
  await deletePassword(account.id, db);
  return account;
}

/** What the outbox holds that is new, opened. */
async function queuedSince(id: string) {
  const rows = await db.outboxMail.findMany({ where: { id: { gt: id } }, orderBy: { id: "asc" } });
  return Promise.all(rows.map(({ sealed }) => openMail(sealed ?? "")));
}

const newest = async () =>
  (await db.outboxMail.findFirst({ orderBy: { id: "desc" }, select: { id: true } }))?.id ?? "";

/** A sign-in by mail as a browser asks for it, and what the worker mails. */
async function asked(email: string, remember = false) {
  const before = await newest();
  const sealed = await requestSignInMail(
    { email, ...(remember && { remember: "on" as const }) },
    "/settings",
  );
  const requests = await queuedSince(before);
  const after = await newest();
  for (const queued of requests) {
    if (!queued || !("request" in queued)) continue;
    const { request } = queued;
    await transaction((tx) => queueSignInMail(request.email, tx, request));
  }
  const [mail] = await queuedSince(after);
  const message = mail && "message" in mail ? mail.message : null;
  const token = message?.link ? new URL(message.link).searchParams.get("token") : null;
  const code = /\b\d{6}\b/.exec(message?.text ?? "")?.[0] ?? null;
  return { sealed, message, token: token ?? "", code: code ?? "" };
}

/** Goes the whole way, as the route does. @returns "session", "second-factor" or the code of the problem */
async function signIn(
  sealed: string | null,
  proof: { code?: string; token?: string },
): Promise<string> {
  try {
    const { user, remember, mailed } = await mailProof(sealed, proof, null);
    const step = await begin({ user, methods: ["link"], remember, mailed });
    if (!("done" in step)) return step.next;
    await openSession(
      {
        secretHash: newSecret(),
        userId: user.id,
        remember,
        authenticatedAt: new Date(),
        expiresAt: new Date(Date.now() + MINUTE_MS),
      },
      { methods: ["link"], mailed, device: null },
    );
    return "session";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const sessions = (userId: string) => db.session.findMany({ where: { userId } });

describe("a sign-in by mail", () => {
  test("opens a session by its code, which works once [V6.5.1]", async () => {
    const { id, email } = await withoutPassword();
    const { sealed, code } = await asked(email, true);
    expect(await signIn(sealed, { code })).toBe("session");
    expect(await sessions(id)).toMatchObject([{ methods: "link", remember: true }]);
    expect(await signIn(sealed, { code })).toBe("unauthenticated");
    expect(await eventNames(id)).toEqual(["authn_token_created:sign_in", "authn_login_success"]);
  });

  test("opens one by its link, which uses the code up, too", async () => {
    const { id, email } = await withoutPassword();
    const { sealed, code, token } = await asked(email);
    expect(await signIn(sealed, { token })).toBe("session");
    expect(await signIn(sealed, { code })).toBe("unauthenticated");
    expect(await sessions(id)).toHaveLength(1);
  });

  test.each([["code"], ["token"]] as const)(
    "with one %s fifty requests at once open one session",
    async (by) => {
      const { points } = limits.mailCodeByBrowser;
      Object.assign(limits.mailCodeByBrowser, { points: 1000 });
      Object.assign(limits.mailCodeByAddress, { points: 1000 });
      const { id, email } = await withoutPassword();
      const mail = await asked(email);
      const results = await Promise.all(
        Array.from({ length: CROWD }, () => signIn(mail.sealed, { [by]: mail[by] })),
      );
      Object.assign(limits.mailCodeByBrowser, { points });
      Object.assign(limits.mailCodeByAddress, { points: 10 });
      expect(results.filter((result) => result === "session")).toHaveLength(1);
      expect(await sessions(id)).toHaveLength(1);
    },
  );

  test("62 asks for the second factor, and opens nothing without it [V6.3.3]", async () => {
    const { id, email, ...rest } = await withoutPassword();
    await giveSecondFactor({ id, email, ...rest });
    const { sealed, code } = await asked(email);
    expect(await signIn(sealed, { code })).toBe("second-factor");
    expect(await sessions(id)).toEqual([]);
    expect(await db.pendingSignIn.findMany({ where: { userId: id } })).toMatchObject([
      { methods: "link" },
    ]);
    // Used up by it: nobody begins a second one with the same code.
    expect(await signIn(sealed, { code })).toBe("unauthenticated");
  });

  test("stores neither code, link nor the browser's secret [V6.5.2]", async () => {
    const { id, email } = await withoutPassword();
    const { code, token } = await asked(email);
    const rows = await db.mailSignIn.findMany({ where: { userId: id } });
    expect(rows).toHaveLength(1);
    for (const secret of [code, token]) expect(JSON.stringify(rows)).not.toContain(secret);
    // Nor can the code be found by trying a million of them on its hash.
    expect(rows[0]?.codeHash).not.toBe(hashSecret(code));
  });

  test("is replaced by a newer one [V6.6.2]", async () => {
    const { email } = await withoutPassword();
    const first = await asked(email);
    const second = await asked(email);
    expect(await signIn(first.sealed, { code: first.code })).toBe("unauthenticated");
    expect(await signIn(first.sealed, { token: first.token })).toBe("unauthenticated");
    expect(await signIn(second.sealed, { code: second.code })).toBe("session");
  });

  test("allows five tries: after them the right code comes too late [V6.3.1 V6.6.3]", async () => {
    const { id, email } = await withoutPassword();
    const { sealed, code } = await asked(email);
    const wrong = code === "000000" ? "000001" : "000000";
    for (let n = 0; n < 5; n++) {
      expect(await signIn(sealed, { code: wrong })).toBe("unauthenticated");
    }
    expect(await signIn(sealed, { code })).toBe("sign_in_expired");
    expect(await sessions(id)).toEqual([]);
  });

  test("counts failures across codes [V6.6.3]", async () => {
    const { email } = await withoutPassword();
    for (let n = 0; n < 2; n++) {
      const { sealed, code } = await asked(email);
      const wrong = code === "000000" ? "000001" : "000000";
      for (let tries = 0; tries < 5; tries++) await signIn(sealed, { code: wrong });
    }
    const { sealed, code } = await asked(email);
    expect(await signIn(sealed, { code })).toBe("too_many_requests");
  });

  test("answers an unknown address the same, try by try", async () => {
    const { email } = await withoutPassword();
    const answers = async (address: string) => {
      const { sealed } = await asked(address);
      const given: string[] = [];
      for (let n = 0; n < 12; n++) given.push(await signIn(sealed, { code: "abcdef" }));
      return given;
    };
    expect(await answers(newEmail())).toEqual(await answers(email));
  });

  test("ends with ten minutes, and when every session ends [V6.5.5]", async () => {
    const { id, email } = await withoutPassword();
    const old = await asked(email);
    await db.mailSignIn.updateMany({ where: { userId: id }, data: { expiresAt: new Date() } });
    expect(await signIn(old.sealed, { code: old.code })).toBe("unauthenticated");
    const other = await asked(email);
    await transaction((tx) => deleteSessions(id, null, tx));
    expect(await signIn(other.sealed, { code: other.code })).toBe("unauthenticated");
  });

  test("does not open an account that has been disabled since", async () => {
    const { id, email } = await withoutPassword();
    const { sealed, code } = await asked(email);
    await setDisabled(id, true, db);
    expect(await signIn(sealed, { code })).toBe("unauthenticated");
    expect(await sessions(id)).toEqual([]);
  });
});

describe("in another browser", () => {
  test("neither code nor link signs in: login CSRF [V3.5.1 V6.6.2]", async () => {
    const victim = await withoutPassword();
    const attacker = await withoutPassword();
    const mail = await asked(attacker.email);
    const own = await asked(victim.email);
    for (const proof of [{ code: mail.code }, { token: mail.token }]) {
      expect(await signIn(null, proof)).toBe("sign_in_expired");
      expect(await signIn(own.sealed, proof)).toBe("unauthenticated");
      expect(await signIn("not sealed by us", proof)).toBe("sign_in_expired");
    }
    expect(await sessions(attacker.id)).toEqual([]);
  });

  test("the link shows the code, and in the right one a button", async () => {
    const { email } = await withoutPassword();
    const { sealed, code, token } = await asked(email);
    expect(codeOfLink(token)).toBe(code);
    expect(await lookAtSignInLink(token, null)).toEqual({ state: "elsewhere", code });
    const here = { state: "here", token, email, callbackUrl: "/settings" };
    expect(await lookAtSignInLink(token, sealed)).toEqual(here);
    const other = await requestSignInMail({ email: newEmail() }, "/dashboard");
    expect(await lookAtSignInLink(token, other)).toEqual({ state: "elsewhere", code });
    for (const dead of [null, "", "guessed", "A".repeat(43)]) {
      expect(await lookAtSignInLink(dead, sealed)).toEqual({ state: "dead" });
    }
    // Looked at as often as a scanner likes, it still works.
    expect(await signIn(sealed, { token })).toBe("session");
  });
});

describe("no code is mailed", () => {
  test("to an account with a password: its mail says to use that", async () => {
    const { id, email } = await createAccount();
    const { message, code } = await asked(email);
    expect(message?.subject).toBe("Sign in with your password");
    expect(code).toBe("");
    expect(await db.mailSignIn.count({ where: { userId: id } })).toBe(0);
  });

  test.each([
    ["a disabled account", { disabled: true }],
    ["one whose address nobody confirmed", { verified: false }],
  ])("to %s", async (_, { disabled = false, verified = true }: Record<string, boolean>) => {
    const { id, email } = await withoutPassword({ verified });
    if (disabled) await setDisabled(id, true, db);
    expect((await asked(email)).message).toBeNull();
    expect(await db.mailSignIn.count({ where: { userId: id } })).toBe(0);
  });

  test("to an unknown address, or more than five times an hour", async () => {
    expect((await asked(newEmail())).message).toBeNull();
    const { email } = await withoutPassword();
    const subjects: unknown[] = [];
    for (let n = 0; n < 7; n++) subjects.push((await asked(email)).message?.subject);
    expect(subjects.filter(Boolean)).toHaveLength(5);
  });
});
