import { resetPasswordPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** Sent when an administrator has removed the password. */
export function newPasswordRequiredMail(to: Recipient, secret: string): Message {
  return writeWarning(
    to,
    (t) => ({
      subject: t("newPasswordRequiredMail.subject"),
      paragraphs: [t("newPasswordRequiredMail.text")],
      action: {
        label: t("newPasswordRequiredMail.action"),
        path: resetPasswordPath(secret),
        secret,
      },
      closing: t("newPasswordRequiredMail.closing"),
    }),
    "time",
  );
}
