import { existsSync, readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime, { type Email } from "postal-mime";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { queueMail } from "@/lib/platform/mail/outbox";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { newEmail } from "../people/accounts";
import { PATIENCE_MS } from "../process/patience";
import { until } from "../process/until";
import { recipient } from "./recipient";

type Written = { text: string; at: number };

const folderOf = (dataDir: string) => join(dataDir, "mail");

/** The folder appears with the first mail. */
const namesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")) : [];

/** What the app, which test files share, had written before this one: thousands, and nobody looks for them. */
const earlier = new Set(namesIn(folderOf(process.env.DATA_DIR ?? "")));

/** A mail is written once and never changes: the thousandth test need not read the first again. */
const known = new Map<string, Promise<Written>>();

async function readMail(path: string): Promise<Written> {
  const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
  return { text, at: mtimeMs };
}

/** Every mail of this test file that was written whole, as it is in its file. */
export async function writtenMails(dataDir: string): Promise<Written[]> {
  const folder = folderOf(dataDir);
  const names = namesIn(folder).filter((name) => !earlier.has(name));
  const paths = names.sort().map((name) => join(folder, name));
  for (const path of paths) if (!known.has(path)) known.set(path, readMail(path));
  return Promise.all(paths.map((path) => known.get(path) as Promise<Written>));
}

/** Every mail that contains `part`, in any case, oldest first. */
async function mailsWith(dataDir: string, part: string): Promise<Email[]> {
  const mails = await writtenMails(dataDir);
  const wanted = mails.filter(({ text }) => text.toLowerCase().includes(part.toLowerCase()));
  wanted.sort((a, b) => a.at - b.at);
  return Promise.all(wanted.map(({ text }) => PostalMime.parse(text)));
}

/** Every mail written for an address, oldest first. */
export async function mailTo(dataDir: string, email: string): Promise<Email[]> {
  const mails = await mailsWith(dataDir, email);
  return mails.filter((mail) => mail.to?.some((to) => to.address === email));
}

/** The addresses with `part` in them, in any case, that mail was written for. */
export async function recipientsOf(dataDir: string, part: string): Promise<string[]> {
  const mails = await mailsWith(dataDir, part);
  const addresses = mails.flatMap(({ to = [] }) => to.map(({ address = "" }) => address));
  return [...new Set(addresses)].filter((address) => address.toLowerCase().includes(part));
}

/**
 * Waits for the newest mail to an address.
 * @param count how many mails the address must have got by then, earlier ones included.
 * @throws Error when there are fewer in time.
 */
export async function waitForMail(dataDir: string, email: string, count = 1): Promise<Email> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const mails = await mailTo(dataDir, email);
    const newest = mails.at(-1);
    if (newest && mails.length >= count) return newest;
    if (Date.now() > deadline) {
      throw new Error(`${email} got ${mails.length} of ${count} mails in ${PATIENCE_MS} ms`);
    }
    await sleep(50);
  }
}

/** Waits for a mail with that subject to an address: others may come before and after it. */
export async function waitForSubject(
  dataDir: string,
  email: string,
  subject: string,
): Promise<Email> {
  let found: Email | undefined;
  await until(`${email} got "${subject}"`, async () => {
    found = (await mailTo(dataDir, email)).find((mail) => mail.subject === subject);
    return found !== undefined;
  });
  return found as Email;
}

/**
 * Waits until all mail is out that was requested before. The mail of a request is queued when a worker
 * answers it, so requests are waited for first; after that the queue is served in its order.
 */
export async function passQueue(dataDir: string): Promise<void> {
  const asked = { deliveredAt: null, failedAt: null, createdAt: { lte: new Date() } };
  await until(
    "what was asked for is answered",
    async () => !(await db.outboxMail.count({ where: asked })),
    PATIENCE_MS,
  );
  const email = newEmail();
  await transaction((tx) => queueMail(accountExistsMail(recipient(email)), tx));
  await waitForMail(dataDir, email);
}

/** The links in the plain text of a mail, in order. */
export function linksIn(mail: Email): string[] {
  return mail.text?.match(/https?:\/\/[^\s<>"]+/g) ?? [];
}

/** The secret of the first link in a mail. */
export function tokenIn(mail: Email): string {
  return new URL(String(linksIn(mail)[0])).searchParams.get("token") ?? "";
}
