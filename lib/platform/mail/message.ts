import { brand } from "@/lib/platform/config/brand";
import { env } from "@/lib/platform/config/env";
import type { Language } from "@/lib/platform/config/languages";
import { textsIn } from "@/lib/platform/texts/catalogue";

/** A mail ready to go. `link` is the one thing it asks the reader to open, if any. */
export type Message = {
  to: string;
  subject: string;
  text: string;
  html: string;
  link: string | null;
};

/** The sentences of a mail, and where its button leads. */
export type Content = {
  subject: string;
  greeting: string;
  paragraphs: string[];
  action?: { label: string; path: string };
  closing: string;
};

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Names are typed by strangers: they are escaped where they enter the markup. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/**
 * Lays out a mail as text and as HTML. Links start with the configured origin, never with what a
 * request's Host header claims.
 * @param language what its sentences are written in
 */
export function compose(to: string, language: Language, content: Content): Message {
  const t = textsIn(language);
  const { subject, greeting, paragraphs, action, closing } = content;
  const link = action ? `${env.NEXTAUTH_URL}${action.path}` : null;
  const { signature, colours } = brand.mail;
  const from = brand.supportEmail ? [signature, brand.supportEmail] : [signature];
  const text = [greeting, ...paragraphs, ...(link ? [link] : []), closing, from.join("\n")];
  const p = (line: string) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`;
  const button =
    action && link
      ? `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="background:${colours.button};color:${colours.onButton};padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:600;display:inline-block">${escapeHtml(action.label)}</a></p>${p(t("mail.buttonFallback", { link }))}`
      : "";
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body style="font:16px/1.5 system-ui,sans-serif;color:${colours.ink};max-width:560px;margin:32px auto;padding:0 16px">${p(greeting)}${paragraphs.map(p).join("")}${button}${p(closing)}<p style="margin:0;color:${colours.inkFaint}">${from.map(escapeHtml).join("<br>")}</p></body></html>`;
  return { to, subject, text: `${text.join("\n\n")}\n`, html, link };
}
