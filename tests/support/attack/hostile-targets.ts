import { app } from "../app/app";

/** What attackers put into a callbackUrl. BASE stands for the host of the app. */
const TARGETS = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  " //evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://evil.example/dashboard",
  "HTTPS://EVIL.EXAMPLE",
  "http://BASE@evil.example",
  "http://BASE.evil.example",
  "http://user:pass@BASE/",
  "http://localhost:1/",
  "http://BASE:80:80/",
  "http://[::1",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "%2f%2fevil.example",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/\r\nSet-Cookie: a=b",
  "/%0d%0aSet-Cookie:%20a=b",
  "/\u{1F4A9}\ud800",
  "not a url",
  "",
  "null",
  "/\u0000",
  "x".repeat(10_000),
];

/** Each with a name for a test's title. */
export const hostileTargets = TARGETS.map((target) => [
  JSON.stringify(target).slice(0, 40),
  target,
]);

/** The target, aimed at the running app. */
export const aimed = (target: string) => target.replace("BASE", new URL(app.url).host);
