import { linkPath } from "@/lib/platform/mail/link-path";
import { masked } from "@/lib/platform/mail/masked";
import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, write } from "./write";

/** Sent to the address that somebody wants to use for their account from now on. */
export function changeEmailMail(owner: Recipient, email: string, secret: string): Message {
  return write({ ...owner, email, emailVerified: null }, (t) => ({
    subject: t("changeEmailMail.subject"),
    paragraphs: [t("changeEmailMail.text", { account: masked(owner.email) })],
    action: { label: t("changeEmailMail.action"), path: linkPath("confirm-email", secret), secret },
    closing: t("changeEmailMail.closing"),
  }));
}
