import { db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/transaction";

/** A sign-in by mail that waits for its code or its link. All hashes are SHA-256. */
export type MailSignIn = {
  browserHash: string;
  userId: string;
  codeHash: string;
  linkHash: string;
  expiresAt: Date;
};

const MAILED = {
  browserHash: true,
  userId: true,
  codeHash: true,
  linkHash: true,
  expiresAt: true,
} as const;

/** Stores a sign-in by mail, replacing every earlier one of the user. @throws when there is no such user */
export async function replaceMailSignIns(mailed: MailSignIn, on: Connection): Promise<void> {
  await deleteMailSignIns(mailed.userId, on);
  await on.mailSignIn.create({ data: mailed, select: { userId: true } });
}

/** The one that a browser asked for, if it has not expired; null when there is none. */
export function findMailSignIn(browserHash: string): Promise<MailSignIn | null> {
  return db.mailSignIn.findUnique({
    where: { browserHash, expiresAt: { gt: new Date() } },
    select: MAILED,
  });
}

/** The one with that link, if it has not expired; null when there is none. */
export function findMailSignInByLink(linkHash: string): Promise<MailSignIn | null> {
  return db.mailSignIn.findUnique({
    where: { linkHash, expiresAt: { gt: new Date() } },
    select: MAILED,
  });
}

/** Uses a sign-in by mail up. @returns false when it was used or replaced, or has expired */
export async function takeMailSignIn(
  { userId, browserHash, linkHash }: Pick<MailSignIn, "userId" | "browserHash" | "linkHash">,
  on: Connection,
): Promise<boolean> {
  const { count } = await on.mailSignIn.deleteMany({
    where: { userId, browserHash, linkHash, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}

/** Ends every sign-in by mail of a user. */
export async function deleteMailSignIns(userId: string, on: Connection): Promise<void> {
  await on.mailSignIn.deleteMany({ where: { userId } });
}
