import { isLanguage, type LANGUAGES } from "@/lib/platform/config/languages";
import { requestOrigin } from "@/lib/platform/core/request-context";
import { describeAgent } from "@/lib/platform/http/user-agent";
import { type Content, compose, type Message } from "@/lib/platform/mail/message";
import { textsIn } from "@/lib/platform/texts/catalogue";
import { formatTime } from "@/lib/platform/texts/format/time";
import type { Translate } from "@/lib/platform/texts/keys";
import { currentReader } from "@/lib/platform/texts/reader";

/** The recipient of a mail, as far as writing needs it. */
export type Recipient = {
  name: string;
  email: string;
  emailVerified: Date | null;
  language: string | null;
  timeZone?: string | null;
};

/** The content of a template; the greeting and the facts are the same in all mails. */
type Body = Omit<Content, "greeting" | "facts">;

/**
 * Writes a mail in the language its recipient has chosen, else in that of the request that caused it. The
 * greeting uses no name while the address is not confirmed: a stranger may have typed both.
 */
export function write(to: Recipient, body: (t: Translate) => Body): Message {
  const { language, t } = languageOf(to);
  return compose(to.email, language, { greeting: greetingOf(to, t), ...body(t) });
}

/**
 * The same for events that the owner must be able to recognise: with the time, and the browser and network
 * address of the request.
 * @param seen "time": the mail about an administrator's act does not say where the administrator was
 */
export function writeWarning(
  to: Recipient,
  body: (t: Translate) => Body,
  seen: "time" | "all" = "all",
): Message {
  const { language, t } = languageOf(to);
  const facts = [timeFact(to, language, t), ...(seen === "all" ? originFacts(t) : [])];
  return compose(to.email, language, { greeting: greetingOf(to, t), facts, ...body(t) });
}

/** The language a mail is written in, and its sentences. */
export function languageOf(to: Recipient) {
  const language = isLanguage(to.language) ? to.language : currentReader().language;
  return { language, t: textsIn(language) };
}

const greetingOf = (to: Recipient, t: Translate) =>
  to.emailVerified ? t("mail.greetingByName", { name: to.name }) : t("mail.greeting");

function timeFact(to: Recipient, language: keyof typeof LANGUAGES, t: Translate) {
  const timeZone = to.timeZone ?? "UTC";
  const value = formatTime(Date.now(), "zoned", { language, timeZone });
  return { label: t("mail.time"), value };
}

function originFacts(t: Translate): { label: string; value: string }[] {
  const { ipAddress, userAgent } = requestOrigin();
  const { browser, system } = describeAgent(userAgent);
  const agent = t("mail.browserOnSystem", {
    browser: browser ?? t("mail.unknownBrowser"),
    system: system ?? t("mail.unknownSystem"),
  });
  return [
    { label: t("mail.browser"), value: agent },
    ...(ipAddress ? [{ label: t("mail.ipAddress"), value: ipAddress }] : []),
  ];
}
