import { brand } from "@/lib/platform/config/brand";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** The last mail to somebody whose account is gone. */
export function accountDeletedMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("accountDeletedMail.subject"),
    paragraphs: [t("accountDeletedMail.text")],
    closing: t("accountDeletedMail.closing", { app: brand.name }),
  }));
}
