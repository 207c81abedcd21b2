import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "./write";

/** Sent when somebody wants to move another account to an address that already has one. */
export function addressTakenMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("addressTakenMail.subject"),
    paragraphs: [t("addressTakenMail.text")],
    closing: t("addressTakenMail.closing"),
  }));
}
