import { brand } from "@/lib/platform/config/brand";
import { resetPasswordPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "@/lib/platform/mail/templates/write";

/** For somebody whose account others have created. @param days how long the link works */
export function accountMadeMail(to: Recipient, secret: string, days: number): Message {
  const app = brand.name;
  return write(to, (t) => ({
    subject: t("accountMadeMail.subject", { app }),
    paragraphs: [t("accountMadeMail.text", { app })],
    action: { label: t("accountMadeMail.action"), path: resetPasswordPath(secret), secret },
    closing: t("accountMadeMail.closing", { count: days }),
  }));
}
