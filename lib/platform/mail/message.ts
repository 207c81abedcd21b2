import { env } from "@/lib/platform/config/env";
import type { Language } from "@/lib/platform/config/languages";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { asHtml, asText, type Sentences } from "./layout";

/** A complete mail. `link` is the one thing it asks the reader to open, if any. */
export type Message = {
  to: string;
  subject: string;
  text: string;
  html: string;
  link: string | null;
  /** Of the token in the link: after that has expired, the mail is no longer sent. */
  secretHash: string | null;
  /** The expiry of a token that is not stored, in milliseconds since 1970: the same applies. */
  notAfter?: number;
};

/** The sentences of a mail, and where its button leads. */
export type Content = Omit<Sentences, "action"> & {
  /** `secret`: that of the link, if it has one. `worksMs`: how long it works, if the tokens do not say. */
  action?: { label: string; path: string; secret?: string; worksMs?: number };
};

/**
 * Lays out a mail as text and as HTML. Names are typed by strangers: they are escaped in the markup. Links
 * start with the configured origin, never with the claim of a request's Host header.
 * @param language the language of its sentences
 */
export function compose(to: string, language: Language, content: Content): Message {
  const { action, ...rest } = content;
  const link = action ? `${env.NEXTAUTH_URL}${action.path}` : null;
  const sentences: Sentences = {
    ...rest,
    ...(action && link && { action: { label: action.label, href: link } }),
  };
  return {
    to,
    subject: content.subject,
    text: asText(sentences),
    html: asHtml(sentences, language),
    link,
    secretHash: action?.secret ? hashSecret(action.secret) : null,
    ...(action?.worksMs && { notAfter: Date.now() + action.worksMs }),
  };
}
