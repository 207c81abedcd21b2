import { brand } from "@/lib/platform/config/brand";
import { escapeHtml } from "@/lib/platform/core/escape-html";
import type { Problem } from "@/lib/platform/core/problem";
import { currentReader } from "@/lib/platform/texts/reader";
import { t } from "@/lib/platform/texts/t";

/**
 * The page for a refused form that has no page of ours to return to. Next renders no pages from an API
 * route, and the content security policy allows no style of its own: it is bare.
 */
export function problemDocument({ title, detail }: Problem): string {
  const { language } = currentReader();
  const heading = escapeHtml(title);
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${heading} · ${escapeHtml(brand.name)}</title>
<h1>${heading}</h1>
<p>${escapeHtml(detail)}</p>
<p><a href="/">${escapeHtml(t("layout.toStart"))}</a></p>
</html>
`;
}
