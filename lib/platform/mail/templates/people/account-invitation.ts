import { brand } from "@/lib/platform/config/brand";
import { invitationPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { write } from "@/lib/platform/mail/templates/write";

/**
 * For somebody who may create an account. They have none, so their name and language are unknown.
 * @param by the inviter's name; null where an operator invited
 */
export function accountInvitationMail(
  email: string,
  by: string | null,
  secret: string,
  days: number,
): Message {
  const app = brand.name;
  const to = { name: "", email, emailVerified: null, language: null };
  return write(to, (t) => ({
    subject: t("accountInvitationMail.subject", { app }),
    paragraphs: [
      by === null
        ? t("accountInvitationMail.text", { app })
        : t("accountInvitationMail.textBy", { app, by }),
    ],
    action: {
      label: t("accountInvitationMail.action"),
      path: invitationPath(secret),
      secret,
    },
    closing: t("accountInvitationMail.closing", { count: days }),
  }));
}
