import { signUpLinkPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write, writeWarning } from "@/lib/platform/mail/templates/write";

/** Sent when an identity at another provider signs in to the account from now on. */
export function providerConnectedMail(
  to: Recipient,
  { provider, address }: { provider: string; address: string | null },
): Message {
  return writeWarning(to, (t) => ({
    subject: t("providerConnectedMail.subject", { provider }),
    paragraphs: [
      address
        ? t("providerConnectedMail.textWithAddress", { provider, address })
        : t("providerConnectedMail.text", { provider }),
    ],
    action: { label: t("providerConnectedMail.action"), path: "/settings/connections" },
    closing: t("providerConnectedMail.closing"),
  }));
}

/** Sent when an identity at another provider no longer signs in to the account. */
export function providerDisconnectedMail(
  to: Recipient,
  { provider }: { provider: string },
): Message {
  return writeWarning(to, (t) => ({
    subject: t("providerDisconnectedMail.subject", { provider }),
    paragraphs: [t("providerDisconnectedMail.text", { provider })],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("providerDisconnectedMail.closing"),
  }));
}

/**
 * Sent to the address that a new person from a provider has typed: the link creates their account.
 * @param link.worksMs how long it works, in milliseconds
 */
export function confirmAddressMail(
  email: string,
  { provider, secret, worksMs }: { provider: string; secret: string; worksMs: number },
): Message {
  const to = { email, name: "", emailVerified: null, language: null };
  return write(to, (t) => ({
    subject: t("confirmAddressMail.subject"),
    paragraphs: [t("confirmAddressMail.text", { provider })],
    action: {
      label: t("confirmAddressMail.action"),
      path: signUpLinkPath(secret),
      secret,
      worksMs,
    },
    closing: t("confirmAddressMail.closing"),
  }));
}
