import { signInLinkPath } from "@/lib/platform/mail/link-path";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write, writeWarning } from "@/lib/platform/mail/templates/write";

/** The code and the link of a sign-in by mail. The code is not in the subject: lock screens show that. */
export function signInMail(
  to: Recipient,
  { code, secret, worksMs }: { code: string; secret: string; worksMs: number },
): Message {
  return write(to, (t) => ({
    subject: t("signInMail.subject"),
    paragraphs: [t("signInMail.text", { code })],
    action: { label: t("signInMail.action"), path: signInLinkPath(secret), secret, worksMs },
    closing: t("signInMail.closing"),
  }));
}

/** What an account with a password gets in place of a code. */
export function signInWithPasswordMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("signInWithPasswordMail.subject"),
    paragraphs: [t("signInWithPasswordMail.text")],
    action: { label: t("signInWithPasswordMail.action"), path: "/signin" },
    closing: t("signInWithPasswordMail.closing"),
  }));
}

/** Sent when the right password came after several wrong ones. @param wrong how many */
export function signInAfterFailuresMail(to: Recipient, wrong: number): Message {
  return writeWarning(to, (t) => ({
    subject: t("signInAfterFailuresMail.subject"),
    paragraphs: [t("signInAfterFailuresMail.text", { wrong })],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("signInAfterFailuresMail.closing"),
  }));
}
