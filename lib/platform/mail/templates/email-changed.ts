import { linkPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** Sent to the address an account has just left, with the way back. */
export function emailChangedMail(to: Recipient, newEmail: string, secret: string): Message {
  return writeWarning(to, (t) => ({
    subject: t("emailChangedMail.subject"),
    paragraphs: [t("emailChangedMail.text", { email: newEmail })],
    action: { label: t("emailChangedMail.action"), path: linkPath("undo-email", secret), secret },
    closing: t("emailChangedMail.closing"),
  }));
}
