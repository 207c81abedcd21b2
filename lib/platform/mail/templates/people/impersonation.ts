import type { Message } from "@/lib/platform/mail/message";
import { languageOf, type Recipient, writeWarning } from "@/lib/platform/mail/templates/write";
import { formatTime } from "@/lib/platform/texts/format/time";

/**
 * Sent to the owner when an administrator begins to impersonate them. Without the administrator's place:
 * that is private.
 * @param by the name of the administrator
 */
export function impersonationMail(
  to: Recipient,
  { by, reason, until }: { by: string; reason: string; until: Date },
): Message {
  const { language } = languageOf(to);
  const timeZone = to.timeZone ?? "UTC";
  const time = formatTime(until.getTime(), "zoned", { language, timeZone });
  return writeWarning(
    to,
    (t) => ({
      subject: t("impersonationMail.subject"),
      paragraphs: [
        t("impersonationMail.text", { by, until: time }),
        `${t("impersonationMail.reason")}: ${reason}`,
      ],
      action: { label: t("impersonationMail.action"), path: "/settings/sessions" },
      closing: t("impersonationMail.closing"),
    }),
    "time",
  );
}
