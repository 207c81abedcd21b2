import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "@/lib/platform/mail/templates/write";

/** Sent when a passkey was added. @param name the owner's name for it */
export function passkeyAddedMail(to: Recipient, name: string): Message {
  return writeWarning(to, (t) => ({
    subject: t("passkeyAddedMail.subject"),
    paragraphs: [t("passkeyAddedMail.text", { name })],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("passkeyAddedMail.closing"),
  }));
}

/** Sent when a passkey was removed. @param name the owner's name for it */
export function passkeyRemovedMail(to: Recipient, name: string): Message {
  return writeWarning(to, (t) => ({
    subject: t("passkeyRemovedMail.subject"),
    paragraphs: [t("passkeyRemovedMail.text", { name })],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("passkeyRemovedMail.closing"),
  }));
}

/** Sent when the owner removed all passkeys. @param count how many there were */
export function passkeysRemovedMail(to: Recipient, count: number): Message {
  return writeWarning(to, (t) => ({
    subject: t("passkeysRemovedMail.subject"),
    paragraphs: [t("passkeysRemovedMail.text", { count })],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("passkeyRemovedMail.closing"),
  }));
}

/** Sent when an administrator removed every factor. It does not say where the administrator was. */
export function factorsRemovedMail(to: Recipient): Message {
  return writeWarning(
    to,
    (t) => ({
      subject: t("factorsRemovedMail.subject"),
      paragraphs: [t("factorsRemovedMail.text")],
      action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
      closing: t("factorsRemovedMail.closing"),
    }),
    "time",
  );
}

/** Sent when the authenticator app was removed, and passkeys remain. */
export function authenticatorRemovedMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("authenticatorRemovedMail.subject"),
    paragraphs: [t("authenticatorRemovedMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("authenticatorRemovedMail.closing"),
  }));
}

/** Sent when the owner removed the password. */
export function passwordRemovedMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("passwordRemovedMail.subject"),
    paragraphs: [t("passwordRemovedMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("passwordRemovedMail.closing"),
  }));
}
