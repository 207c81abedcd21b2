import type { brand } from "@/lib/platform/config/brand";

export type Brand = typeof brand;

/** The texts made from lib/platform/config/brand.ts, and what is in each. */
export function brandFiles(brand: Brand): Record<string, string> {
  return { "styles/brand.css": stylesheet(brand), "public/favicon.svg": favicon(brand) };
}

function stylesheet({ colours: { light, dark } }: Brand): string {
  return `/* Made from lib/platform/config/brand.ts by \`npm run brand\`: change it there. */
:root {
${properties(light, "  ")}
}

@media screen and (prefers-color-scheme: dark) {
  :root {
${properties(dark, "    ")}
  }
}
`;
}

const properties = (scheme: Brand["colours"]["light"], indent: string) =>
  Object.entries(scheme)
    .map(([name, colour]) => `${indent}--${inKebabCase(name)}: ${colour};`)
    .join("\n");

const inKebabCase = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function favicon(brand: Brand): string {
  const { name, mark } = brand;
  return tile(brand, {
    rounding: mark.size / 4,
    title: `\n  <title>${name.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</title>`,
  });
}

/** The mark on a tile of the accent, as SVG. @param look the radius of the corners, and a title element */
export function tile({ mark, colours }: Brand, { rounding = 0, title = "" } = {}): string {
  const { size, path, line } = mark;
  const { accent, onAccent } = colours.light;
  const paint = line
    ? `fill="none" stroke="${onAccent}" stroke-width="${line}" stroke-linecap="round" stroke-linejoin="round"`
    : `fill="${onAccent}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 ${size} ${size}">${title}
  <rect width="${size}" height="${size}" rx="${rounding}" fill="${accent}"/>
  <path ${paint} d="${path}"/>
</svg>
`;
}
