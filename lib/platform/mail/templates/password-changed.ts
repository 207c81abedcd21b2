import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** Sent after every change of a password, however it came about. */
export function passwordChangedMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("passwordChangedMail.subject"),
    paragraphs: [t("passwordChangedMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("passwordChangedMail.closing"),
  }));
}
