import type { NextConfig } from "next";
import type { contentSources } from "@/lib/platform/config/content-sources.cjs";

type Kind = keyof typeof contentSources;

/** The content security policy, by directive, as the configuration has it with one more source. */
async function policy(kind?: Kind, source = ""): Promise<Record<string, string>> {
  let config: NextConfig = {};
  jest.isolateModules(() => {
    const { contentSources: list } = require("@/lib/platform/config/content-sources.cjs");
    if (kind) list[kind].push(source);
    config = require("@/next.config.js");
  });
  const [all] = (await config.headers?.()) ?? [];
  const value = all?.headers.find(({ key }) => key === "Content-Security-Policy")?.value ?? "";
  return Object.fromEntries(
    value.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}

test.each<[Kind, string]>([
  ["images", "img-src"],
  ["scripts", "script-src"],
  ["styles", "style-src"],
  ["fonts", "font-src"],
  ["connections", "connect-src"],
  ["frames", "frame-src"],
])("%s from elsewhere are allowed by %s, and by nothing else", async (kind, directive) => {
  const before = await policy();
  expect(before[directive]).toMatch(/^'self'/);
  const source = "https://elsewhere.example.com";
  expect(await policy(kind, source)).toEqual({
    ...before,
    [directive]: `${before[directive]} ${source}`,
  });
});
