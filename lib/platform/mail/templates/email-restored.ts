import type { Message } from "@/lib/platform/mail/message";
import { type Recipient, writeWarning } from "./write";

/** Sent to the address an account has left because its change was undone. */
export function emailRestoredMail(to: Recipient): Message {
  return writeWarning(
    to,
    (t) => ({
      subject: t("emailRestoredMail.subject"),
      paragraphs: [t("emailRestoredMail.text")],
      closing: t("emailRestoredMail.closing"),
    }),
    "time",
  );
}
