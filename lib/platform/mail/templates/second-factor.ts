import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** Sent when sign-ins require a second factor from now on. */
export function secondFactorOnMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("secondFactorOnMail.subject"),
    paragraphs: [t("secondFactorOnMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("secondFactorOnMail.closing"),
  }));
}

/** Sent when sign-ins require only the password again, because the owner decided so. */
export function secondFactorOffMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("secondFactorOffMail.subject"),
    paragraphs: [t("secondFactorOffMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("secondFactorOffMail.closing"),
  }));
}

/** Sent when the recovery codes were replaced. */
export function recoveryCodesReplacedMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("recoveryCodesReplacedMail.subject"),
    paragraphs: [t("recoveryCodesReplacedMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("recoveryCodesReplacedMail.closing"),
  }));
}

/** Sent when somebody used a recovery code. @param left how many are left */
export function recoveryCodeUsedMail(to: Recipient, left: number): Message {
  return writeWarning(to, (t) => ({
    subject: t("recoveryCodeUsedMail.subject"),
    paragraphs: [t("recoveryCodeUsedMail.text", { left })],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("recoveryCodeUsedMail.closing"),
  }));
}

/** Sent when a hundred codes in a row were wrong: the app's codes are no longer accepted. */
export function codesStoppedMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("codesStoppedMail.subject"),
    paragraphs: [t("codesStoppedMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("codesStoppedMail.closing"),
  }));
}

/** Sent after the right password and a wrong code: once an hour at most. */
export function wrongCodeMail(to: Recipient): Message {
  return writeWarning(to, (t) => ({
    subject: t("wrongCodeMail.subject"),
    paragraphs: [t("wrongCodeMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("wrongCodeMail.closing"),
  }));
}
