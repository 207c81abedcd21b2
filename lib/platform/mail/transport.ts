import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/platform/config/env";
import { isLocalHost } from "@/lib/platform/config/shared.mjs";
import { singleton } from "@/lib/platform/core/singleton";
import { SECOND_MS } from "@/lib/platform/core/time";
import type { Message } from "./message";

const TIMEOUT_MS = 10 * SECOND_MS;

/** How many mails are sent at a time. Files are written, and printed, one after the other. */
export const LANES = env.SMTP_URL ? 4 : 1;

/**
 * What a 5xx is not about the mail: commands out of order (503), a client that has not signed in (530, RFC 4954,
 * 6), and a full mailbox (552, "exceeded storage allocation"; RFC 5321, 4.5.3.1.10).
 */
const PASSING = [503, 530, 552];

/** A server that does not send for us, as its administrators word it with any code; not a host of that name. */
const NO_RELAY = /(?<![\w.-])relay(ing|ed)?(?!\w|[.-]\w)/i;

/**
 * Whether an error of `deliver` will be the same however often the mail is sent: the server has refused
 * this recipient or this text for good. A 5xx about the sender, the password or who may send here is not about
 * the mail: the operator can fix it.
 */
export function isFinal(error: unknown): boolean {
  const { responseCode = 0, command, response = "" } = error as SmtpError;
  if (responseCode < 500 || responseCode > 599 || PASSING.includes(responseCode)) return false;
  if (command === "RCPT TO") return !NO_RELAY.test(withoutAddresses(response));
  return command === "DATA";
}

/** What a mail server said, without the e-mail addresses that it may repeat. */
export const withoutAddresses = (words: string): string =>
  words.replace(/[^\s<>]+@[^\s<>]+/g, "[address]");

/** What nodemailer says of a server's answer. */
type SmtpError = { responseCode?: number; command?: string; response?: string };

/** Where mail goes when no SMTP server is configured. */
export const mailFolder = () => path.resolve(env.DATA_DIR, "mail");

/**
 * Delivers one mail: by SMTP, or as an `.eml` file whose link is also printed on the terminal.
 * @param id names the file, and the mail itself: a second delivery can be told from the first
 * @throws when the server or the disk refuses
 */
export function deliver(id: string, message: Message): Promise<void> {
  return env.SMTP_URL ? sendBySmtp(id, message) : writeToFile(id, message);
}

const envelope = (id: string, { to, subject, text, html }: Message) => ({
  ...{ to, subject, text, html },
  from: env.MAIL_FROM,
  messageId: `<${id}@${new URL(env.NEXTAUTH_URL).hostname}>`,
  // Asks for no automatic replies (RFC 3834, 5; the second is Exchange's).
  headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  // Quoted-printable would break a long link in two and write its "=" as "=3D".
  textEncoding: "base64" as const,
  // Text only ever comes from our templates; nothing in it may name a file or an address to fetch.
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** How to talk to the mail server. */
const server = () => ({
  url: env.SMTP_URL,
  // A mail holds a link that acts for its owner: off this machine it is encrypted in transit, or waits.
  requireTLS: !isLocalHost(new URL(env.SMTP_URL).hostname),
  connectionTimeout: TIMEOUT_MS,
  greetingTimeout: TIMEOUT_MS,
  socketTimeout: TIMEOUT_MS,
});

/** Connects as a delivery does, and sends nothing. @throws what the server or the connection says */
export async function checkMailServer(): Promise<void> {
  const { createTransport } = await import("nodemailer");
  await createTransport(server()).verify();
}

async function sendBySmtp(id: string, message: Message): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const smtp = singleton("smtp", () =>
    createTransport({
      ...server(),
      pool: true,
      maxConnections: LANES,
      // No connection is held between two bursts of mail.
      idleTimeout: 5 * SECOND_MS,
    }),
  );
  await smtp.sendMail(envelope(id, message));
}

async function writeToFile(id: string, message: Message): Promise<void> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message: eml } = await transport.sendMail(envelope(id, message));
  const file = path.join(mailFolder(), `${id}.eml`);
  await mkdir(mailFolder(), { recursive: true, mode: 0o700 });
  // Under another name until it is complete, for programs that watch the folder.
  await writeFile(`${file}.part`, eml, { mode: 0o600 });
  await rename(`${file}.part`, file);
  process.stdout.write(
    `\n  Mail to ${message.to}: ${message.subject}\n  ${message.link ?? ""}\n  ${file}\n\n`,
  );
}
