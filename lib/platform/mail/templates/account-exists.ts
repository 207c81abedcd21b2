import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "./write";

/** Sent when somebody signs up with an address that already has an account. */
export function accountExistsMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("accountExistsMail.subject"),
    paragraphs: [t("accountExistsMail.text")],
    action: { label: t("accountExistsMail.action"), path: "/signin" },
    closing: t("accountExistsMail.closing"),
  }));
}
