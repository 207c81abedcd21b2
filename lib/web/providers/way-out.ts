import { brand } from "@/lib/platform/config/brand";
import { escapeHtml } from "@/lib/platform/core/escape-html";
import { currentReader } from "@/lib/platform/texts/reader";
import { t } from "@/lib/platform/texts/t";

/**
 * The page between one of our forms and the provider. A redirect would be blocked: the content security
 * policy lets a form lead to this site only, wherever it is redirected to (w3c/webappsec-csp#8). The page
 * continues on its own (Refresh), with a link for a browser that does not.
 */
export function wayOutDocument(address: string, provider: string): string {
  const { language } = currentReader();
  const heading = escapeHtml(t("providers.wayInPath", { provider }));
  const [link, label] = [escapeHtml(address), escapeHtml(t("providers.goOn", { provider }))];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${heading} · ${escapeHtml(brand.name)}</title>
<h1>${heading}</h1>
<p><a href="${link}" rel="noreferrer">${label}</a></p>
</html>
`;
}
