import type { Message } from "@/lib/platform/mail/message";
import {
  languageOf,
  type Recipient,
  write,
  writeWarning,
} from "@/lib/platform/mail/templates/write";
import { formatTime } from "@/lib/platform/texts/format/time";

type Named = { name: string; lastFour: string; expiresAt: Date };

const PAGE = "/settings/tokens";

/** Sent when somebody made an API token. */
export function apiTokenCreatedMail(to: Recipient, token: Named): Message {
  return writeWarning(to, (t) => ({
    subject: t("apiTokenCreatedMail.subject"),
    paragraphs: [t("apiTokenCreatedMail.text", factsOf(to, token))],
    action: { label: t("mail.wasNotMe"), path: "/forgot-password" },
    closing: t("apiTokenCreatedMail.closing"),
  }));
}

/** Sent a week before an API token expires. */
export function apiTokenExpiringMail(to: Recipient, token: Named): Message {
  return write(to, (t) => ({
    subject: t("apiTokenExpiringMail.subject"),
    paragraphs: [t("apiTokenExpiringMail.text", factsOf(to, token))],
    action: { label: t("apiTokenExpiringMail.action"), path: PAGE },
    closing: t("apiTokenExpiringMail.closing"),
  }));
}

function factsOf(to: Recipient, { name, lastFour, expiresAt }: Named) {
  const { language } = languageOf(to);
  const timeZone = to.timeZone ?? "UTC";
  return {
    name,
    lastFour,
    expires: formatTime(expiresAt.getTime(), "zoned", { language, timeZone }),
  };
}
