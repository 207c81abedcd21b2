import { open } from "@/lib/platform/crypto/sealed";
import { writtenMails } from "../mail/mail";
import { newClient } from "../requests/client";
import { sessionCookie } from "../requests/cookies";
import { expectSound } from "../requests/expectations";
import { type Account, newEmail, submitSignIn } from "./accounts";

/* For tests in which a process is killed: what was acknowledged must have happened. */

export const acknowledged = { emails: new Set<string>(), cookies: new Set<string>() };

/** Signs a new person up. @throws Error when there is no answer */
export async function signUp(url: string): Promise<void> {
  const email = newEmail();
  const fields = { name: "Ada", email, password: "seven lemons on the wall" };
  const answer = await newClient(url).post("/api/account").send(fields);
  expectSound(answer);
  expect(answer.status).toBe(202);
  acknowledged.emails.add(email);
}

/** Signs an account in. @throws Error when there is no answer */
export async function signIn(url: string, { email, password }: Account): Promise<void> {
  const answer = await submitSignIn(newClient(url), { email, password });
  expectSound(answer);
  acknowledged.cookies.add(sessionCookie(answer));
}

/** Queries, on both databases, for rows without the others that they only ever come with. */
export const HALF_MADE = {
  "users without a password":
    'SELECT "email" FROM "User" WHERE "id" NOT IN (SELECT "userId" FROM "Password")',
  "unverified users without one link":
    'SELECT "email" FROM "User" u WHERE "emailVerified" IS NULL AND 1 <> (SELECT count(*) FROM "Token" t WHERE t."userId" = u."id")',
  "users whose making is not on record": `SELECT "email" FROM "User" WHERE "emailVerified" IS NULL AND "id" NOT IN (SELECT "subjectId" FROM "SecurityEvent" WHERE "type" = 'user_created')`,
};

type Waiting = { request?: { email: string; account?: object } };

/**
 * Everybody whose sign-up was acknowledged exists, and was sent a mail or will be.
 * @param emails of all users, read after `waiting`: a waiting sign-up becomes a user at any time
 * @param waiting what is still in the outbox, sealed
 */
export async function expectAllKept(
  emails: string[],
  waiting: string[],
  dataDir: string,
): Promise<void> {
  const opened = await Promise.all(waiting.map((sealed) => open<Waiting>("outbox", sealed)));
  // A waiting sign-up holds everything that the account is made of.
  const asked = opened.flatMap((queued) => (queued?.request?.account ? queued.request.email : []));
  const known = new Set([...emails, ...asked]);
  expect([...acknowledged.emails].filter((email) => !known.has(email))).toEqual([]);
  // A mail that is written in part is still in the outbox.
  const sent = (await writtenMails(dataDir)).map(({ text }) => text);
  const mail = sent.join("\n") + JSON.stringify(opened);
  expect([...acknowledged.emails].filter((email) => !mail.includes(email))).toEqual([]);
}
