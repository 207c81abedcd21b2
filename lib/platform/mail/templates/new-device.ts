import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** Sent after a sign-in in a browser that had not been seen with this account. */
export function newDeviceMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("newDeviceMail.subject"),
    paragraphs: [t("newDeviceMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("newDeviceMail.closing"),
  }));
}
