import { resetPasswordPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "./write";

/** The way back in for somebody who forgot the password. */
export function resetPasswordMail(to: Recipient, secret: string): Message {
  return write(to, (t) => ({
    subject: t("resetPasswordMail.subject"),
    paragraphs: [t("resetPasswordMail.text")],
    action: { label: t("resetPasswordMail.action"), path: resetPasswordPath(secret), secret },
    closing: t("resetPasswordMail.closing"),
  }));
}
