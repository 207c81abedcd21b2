import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brand } from "@/lib/platform/config/brand";
import { brandFiles } from "@/scripts/brand/files";

/** The least contrast of text with its ground (WCAG 2.2, 1.4.3). */
const TEXT = 4.5;

/** The relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(text: string, ground: string): number {
  const [dark = 0, light = 0] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const { light, dark } = brand.colours;

test.each([
  ...Object.entries({ light, dark }).flatMap(([name, scheme]) => [
    [`${name}: onAccent on accent`, scheme.onAccent, scheme.accent],
    [`${name}: onAccent on accentHover`, scheme.onAccent, scheme.accentHover],
    [`${name}: accentInk on paper`, scheme.accentInk, scheme.paper],
    [`${name}: accentInk on accentSoft`, scheme.accentInk, scheme.accentSoft],
  ]),
  ...Object.entries(brand.mail.colours).flatMap(([name, scheme]) => [
    [`mail, ${name}: ink on card`, scheme.ink, scheme.card],
    [`mail, ${name}: inkFaint on card`, scheme.inkFaint, scheme.card],
    [`mail, ${name}: ink on paper`, scheme.ink, scheme.paper],
    [`mail, ${name}: inkFaint on paper`, scheme.inkFaint, scheme.paper],
    [`mail, ${name}: onButton on button`, scheme.onButton, scheme.button],
  ]),
])("%s has enough contrast", (_pair, text = "", ground = "") => {
  expect(text).toMatch(/^#[0-9a-f]{6}$/);
  expect(ground).toMatch(/^#[0-9a-f]{6}$/);
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(TEXT);
});

test("names for machines have no special characters", () => {
  expect(brand.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  // Any other name would be one the middleware's condition does not know (middleware.js).
  expect(brand.cookiePrefix).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(brand.problemType).toMatch(/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/);
});

test("the words a password may not consist of are lower case, as passwords are compared", () => {
  for (const word of brand.passwordWords) expect(word).toBe(word.toLowerCase());
});

test.each(Object.entries(brandFiles(brand)))("%s is what `npm run brand` writes", (file, text) => {
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("public/apple-touch-icon.png is what `npm run brand` writes", () => {
  const cwd = mkdtempSync(join(tmpdir(), "brand-"));
  for (const folder of ["public", "styles"]) mkdirSync(join(cwd, folder));
  const program = [
    "--import",
    String(pathToFileURL(require.resolve("tsx"))),
    resolve("scripts/brand/write.ts"),
  ];
  const env = { ...process.env, TSX_TSCONFIG_PATH: resolve("tsconfig.json") };
  expect(String(spawnSync(process.execPath, program, { cwd, env }).stderr)).toBe("");
  const file = "public/apple-touch-icon.png";
  const [written, committed] = [join(cwd, file), file].map((path) => readFileSync(path));
  expect(committed?.equals(written ?? Buffer.alloc(0))).toBe(true);
});

test("a name with a character of markup does not break the icon", () => {
  const svg = brandFiles({ ...brand, name: "Salt & <Pepper>" })["public/favicon.svg"];
  expect(svg).toContain("<title>Salt &amp; &lt;Pepper></title>");
});

test("a filled mark has no outline", () => {
  const svg = brandFiles({ ...brand, mark: { ...brand.mark, line: 0 } })["public/favicon.svg"];
  expect(svg).toContain(`<path fill="${light.onAccent}"`);
  expect(svg).not.toContain("stroke");
});
