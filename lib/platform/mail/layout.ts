import { brand } from "@/lib/platform/config/brand";
import type { Language } from "@/lib/platform/config/languages";
import { escapeHtml } from "@/lib/platform/core/escape-html";
import { textsIn } from "@/lib/platform/texts/catalogue";

/** The content of a mail, before layout. */
export type Sentences = {
  subject: string;
  greeting: string;
  paragraphs: string[];
  /** When, where and how something happened, for the owner to recognise or not. */
  facts?: { label: string; value: string }[];
  action?: { label: string; href: string } | undefined;
  closing: string;
};

const { light, dark } = brand.mail.colours;

/**
 * The dark scheme, for programs that support one: they also support style sheets. Others show the light
 * one, which every element carries with both text and background colour, because a program with a dark
 * window recolours only what has no background.
 */
const DARK = `@media (prefers-color-scheme: dark){.paper{background:${dark.paper}!important;color:${dark.ink}!important}.card{background:${dark.card}!important;color:${dark.ink}!important}.faint{color:${dark.inkFaint}!important}.button{background:${dark.button}!important;color:${dark.onButton}!important}}`;

const FONT = "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

/** Long addresses wrap instead of running out of a narrow window. */
const BREAK = "overflow-wrap:anywhere;word-break:break-word";

/** The last lines of every mail. */
const from = () =>
  brand.supportEmail ? [brand.mail.signature, brand.supportEmail] : [brand.mail.signature];

/** The mail as text. Its link has a line of its own, below its explanation. */
export function asText({ greeting, paragraphs, facts = [], action, closing }: Sentences): string {
  const parts = [
    greeting,
    ...paragraphs,
    ...(facts.length > 0 ? [facts.map(({ label, value }) => `${label}: ${value}`).join("\n")] : []),
    ...(action ? [`${action.label}:\n${action.href}`] : []),
    closing,
    from().join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The mail as HTML, with inline styles: it loads nothing. */
export function asHtml(sentences: Sentences, language: Language): string {
  const { subject, greeting, paragraphs, facts = [], action, closing } = sentences;
  const p = (line: string) => `<p style="margin:0 0 16px;${BREAK}">${escapeHtml(line)}</p>`;
  const [first = ""] = paragraphs;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>${DARK}</style></head>`,
    `<body class="paper" style="margin:0;padding:0;background:${light.paper};color:${light.ink};${FONT}">`,
    // The preview beside the subject in a list of mails.
    `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(first)}</div>`,
    `<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" bgcolor="${light.paper}" style="background:${light.paper};color:${light.ink}"><tr><td align="center" style="padding:24px 12px">`,
    `<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" bgcolor="${light.card}" style="max-width:560px;background:${light.card};color:${light.ink};border-radius:12px;text-align:left"><tr><td style="padding:28px 24px;${FONT}">`,
    `<p style="margin:0 0 20px;font-weight:700">${escapeHtml(brand.name)}</p>`,
    p(greeting),
    ...paragraphs.map(p),
    factTable(facts),
    action ? button(action, language) : "",
    p(closing),
    `<p class="faint" style="margin:0;color:${light.inkFaint}">${from().map(escapeHtml).join("<br>")}</p>`,
    "</td></tr></table></td></tr></table></body></html>",
  ].join("");
}

function factTable(facts: { label: string; value: string }[]): string {
  if (facts.length === 0) return "";
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td class="faint" style="padding:2px 16px 2px 0;color:${light.inkFaint};vertical-align:top">${escapeHtml(label)}</td><td style="padding:2px 0;${BREAK}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" style="margin:0 0 16px">${rows.join("")}</table>`;
}

function button({ label, href }: { label: string; href: string }, language: Language): string {
  const fallback = textsIn(language)("mail.buttonFallback", { link: href });
  return `<p style="margin:24px 0"><a class="button" href="${escapeHtml(href)}" style="background:${light.button};color:${light.onButton};padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:600;display:inline-block">${escapeHtml(label)}</a></p><p class="faint" style="margin:0 0 16px;font-size:14px;color:${light.inkFaint};${BREAK}">${escapeHtml(fallback)}</p>`;
}
