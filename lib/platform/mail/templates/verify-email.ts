import { linkPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "./write";

/** Sent to a new address: the link proves that its owner reads it. */
export function verifyEmailMail(to: Recipient, secret: string): Message {
  return write(to, (t) => ({
    subject: t("verifyEmailMail.subject"),
    paragraphs: [t("verifyEmailMail.text")],
    action: { label: t("verifyEmailMail.action"), path: linkPath("verify", secret), secret },
    closing: t("verifyEmailMail.closing"),
  }));
}
