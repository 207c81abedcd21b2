import type { MemberRole } from "@/lib/platform/config/organisations/member-roles";
import { invitationPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "@/lib/platform/mail/templates/write";

/**
 * Sent to somebody who is invited to an organisation, whether the address has an account or not: it is the
 * same mail. It greets nobody by name.
 */
export function invitationMail(
  to: Pick<Recipient, "email" | "language">,
  invitation: {
    organisation: string;
    role: MemberRole;
    by: { name: string; email: string };
    secret: string;
  },
): Message {
  const { organisation, role, by, secret } = invitation;
  return write({ ...to, name: "", emailVerified: null }, (t) => ({
    subject: t("invitationMail.subject", { organisation }),
    paragraphs: [
      t("invitationMail.text", {
        name: by.name,
        email: by.email,
        organisation,
        role: t(`memberRoles.${role}`),
      }),
    ],
    action: { label: t("invitationMail.action"), path: invitationPath(secret), secret },
    closing: t("invitationMail.closing"),
  }));
}
