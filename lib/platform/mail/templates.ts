import { brand } from "@/lib/platform/config/brand";
import { isLanguage } from "@/lib/platform/config/languages";
import { textsIn } from "@/lib/platform/texts/catalogue";
import type { Translate } from "@/lib/platform/texts/keys";
import { currentReader } from "@/lib/platform/texts/reader";
import { type Content, compose, type Message } from "./message";

type Recipient = {
  name: string;
  email: string;
  emailVerified: Date | null;
  language: string | null;
};

/**
 * Writes a mail in the language its recipient has chosen, else in that of the request that caused
 * it. The greeting names nobody whose address is not confirmed: a stranger may have typed both.
 */
function write(to: Recipient, content: (t: Translate) => Omit<Content, "greeting">): Message {
  const language = isLanguage(to.language) ? to.language : currentReader().language;
  const t = textsIn(language);
  const greeting = to.emailVerified
    ? t("mail.greetingByName", { name: to.name })
    : t("mail.greeting");
  return compose(to.email, language, { greeting, ...content(t) });
}

/** Sent to a new address: the link proves that its owner reads it. */
export function verifyEmailMail(to: Recipient, secret: string): Message {
  return write(to, (t) => ({
    subject: t("verifyEmailMail.subject"),
    paragraphs: [t("verifyEmailMail.text")],
    action: { label: t("verifyEmailMail.action"), path: `/verify-email?token=${secret}` },
    closing: t("verifyEmailMail.closing"),
  }));
}

/** Sent when somebody signs up with an address that already has an account. */
export function accountExistsMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("accountExistsMail.subject"),
    paragraphs: [t("accountExistsMail.text")],
    action: { label: t("accountExistsMail.action"), path: "/signin" },
    closing: t("accountExistsMail.closing"),
  }));
}

/** The way back in for somebody who forgot the password. */
export function resetPasswordMail(to: Recipient, secret: string): Message {
  return write(to, (t) => ({
    subject: t("resetPasswordMail.subject"),
    paragraphs: [t("resetPasswordMail.text")],
    action: { label: t("resetPasswordMail.action"), path: `/reset-password?token=${secret}` },
    closing: t("resetPasswordMail.closing"),
  }));
}

/** Sent when an administrator has removed the password. */
export function newPasswordRequiredMail(to: Recipient, secret: string): Message {
  return write(to, (t) => ({
    subject: t("newPasswordRequiredMail.subject"),
    paragraphs: [t("newPasswordRequiredMail.text")],
    action: { label: t("newPasswordRequiredMail.action"), path: `/reset-password?token=${secret}` },
    closing: t("newPasswordRequiredMail.closing"),
  }));
}

/** Sent after every change of a password, however it came about. */
export function passwordChangedMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("passwordChangedMail.subject"),
    paragraphs: [t("passwordChangedMail.text")],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("passwordChangedMail.closing"),
  }));
}

/** Sent after a sign-in in a browser that had not been seen with this account. */
export function newDeviceMail(
  to: Recipient,
  device: { browser: string | null; system: string | null; ipAddress: string | null },
): Message {
  return write(to, (t) => {
    const { browser, system, ipAddress } = device;
    const agent = {
      browser: browser ?? t("newDeviceMail.unknownBrowser"),
      system: system ?? t("newDeviceMail.unknownSystem"),
    };
    return {
      subject: t("newDeviceMail.subject"),
      paragraphs: [
        ipAddress
          ? t("newDeviceMail.textWithAddress", { ...agent, ipAddress })
          : t("newDeviceMail.text", agent),
      ],
      action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
      closing: t("newDeviceMail.closing"),
    };
  });
}

/** Sent to the address that somebody wants to use for their account from now on. */
export function changeEmailMail(owner: Recipient, email: string, secret: string): Message {
  return write({ ...owner, email, emailVerified: null }, (t) => ({
    subject: t("changeEmailMail.subject"),
    paragraphs: [t("changeEmailMail.text")],
    action: { label: t("changeEmailMail.action"), path: `/confirm-email?token=${secret}` },
    closing: t("changeEmailMail.closing"),
  }));
}

/** Sent to the address an account has just left, with the way back. */
export function emailChangedMail(to: Recipient, newEmail: string, secret: string): Message {
  return write(to, (t) => ({
    subject: t("emailChangedMail.subject"),
    paragraphs: [t("emailChangedMail.text", { email: newEmail })],
    action: { label: t("emailChangedMail.action"), path: `/undo-email?token=${secret}` },
    closing: t("emailChangedMail.closing"),
  }));
}

/** Sent to the address an account has left because its change was undone. */
export function emailRestoredMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("emailRestoredMail.subject"),
    paragraphs: [t("emailRestoredMail.text")],
    closing: t("emailRestoredMail.closing"),
  }));
}

/** The last mail to somebody whose account is gone. */
export function accountDeletedMail(to: Recipient): Message {
  return write(to, (t) => ({
    subject: t("accountDeletedMail.subject"),
    paragraphs: [t("accountDeletedMail.text")],
    closing: t("accountDeletedMail.closing", { app: brand.name }),
  }));
}
