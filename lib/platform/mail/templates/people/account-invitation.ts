import { brand } from "@/lib/platform/config/brand";
import { invitationPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { write } from "@/lib/platform/mail/templates/write";

/**
 * For somebody who may make an account. They have none, so nobody knows a name or a language of theirs.
 * @param by who invited; null where an operator did
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
