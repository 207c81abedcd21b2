import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const BIOME = path.resolve("node_modules/@biomejs/biome/bin/biome");
const SHIPPED = ["lib", "pages", "components", "product", "middleware.js", "instrumentation.ts"];

/** What a rule of .biome/ or biome.json says, and what it must say it of. */
const RULES: [title: string, message: RegExp, found: string[], allowed?: string[]][] = [
  [
    "no markup is put into the page as it is [V1.1.2 V3.2.2]",
    /Markup is put|noDangerouslySetInnerHtml/,
    [
      'element.innerHTML = "<b>";',
      'element.outerHTML = "<b>";',
      'element.insertAdjacentHTML("beforeend", "<b>");',
      'document.write("<b>");',
      'export const a = <b dangerouslySetInnerHTML={{ __html: "<i>" }} />;',
    ],
  ],
  [
    "no code is made from text [V1.3.2]",
    /Code or a command is made|noGlobalEval/,
    ['eval("1");', 'new Function("1");', 'import vm from "node:vm";'],
  ],
  [
    "no command of the operating system is run [V1.2.5]",
    /Code or a command is made/,
    ['import { spawn } from "node:child_process";', 'await import("node:child_process");'],
  ],
  [
    "no query is put together from text [V1.2.4]",
    /A query is put together/,
    ["db.$queryRawUnsafe(text);", "tx.$executeRawUnsafe(text);", "Prisma.raw(text);"],
    ["db.$queryRaw`select 1`;"],
  ],
  [
    "no pattern is put together from text [V1.2.9]",
    /A pattern is put together/,
    ["new RegExp(text);", "RegExp(text);"],
  ],
  [
    "nothing on the server sends HTTP requests [V1.3.6 V13.2.4 V13.2.5]",
    /The server asks another server/,
    ["await fetch(url);", 'import https from "node:https";', "http.get(url);", 'import "undici";'],
    ['import type { IncomingMessage } from "node:http";'],
  ],
  [
    "no text of others is the message of a log line [V1.3.10]",
    /The message of a log line varies/,
    ["log.info(`of x`);", "log.warn({ a }, `of x`);"],
    ['log.info({ a: `of x` }, "a message");'],
  ],
  [
    "no random number can be guessed [V6.5.3 V11.5.1]",
    /A random number can be guessed/,
    ["Math.random();", "crypto.pseudoRandomBytes(16);"],
  ],
  [
    "no broken hash or cipher is used [V11.2.3 V11.3.1 V11.4.1]",
    /A broken hash or cipher/,
    ['createHash("md5");', 'createHash("SHA1");', 'createCipheriv("aes-256-cbc", key, iv);'],
    ['createHash("sha256");', 'export const b = "design";'],
  ],
  [
    "no certificate goes unchecked [V12.3.2]",
    /A certificate goes unchecked/,
    ["connect({ rejectUnauthorized: false });", 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";'],
  ],
  [
    "nothing is kept in the storage of the browser",
    /The browser keeps something/,
    ['localStorage.setItem("a", "b");', "window.sessionStorage.clear();", 'indexedDB.open("a");'],
  ],
  [
    "windows send each other no messages [V3.5.5]",
    /A window sends a message/,
    ['window.parent.postMessage("a", "*");'],
    ['export const c = { type: "message" };'],
  ],
  [
    "no document or plug-in is embedded [V3.7.1]",
    /noRestrictedElements/,
    ["export const d = <iframe />;", "export const e = <object />;", "export const f = <embed />;"],
  ],
  [
    "nothing is loaded from other sites [V1.2.2 V3.6.1]",
    /loads something from another site/,
    [
      'export const g = <img alt="" src="https://elsewhere.test/a.png" />;',
      "export const h = <img alt='' src={`https://elsewhere.test/a.png`} />;",
      'export const i = <link rel="stylesheet" href="https://elsewhere.test/a.css" />;',
    ],
    ['export const j = <a href="https://elsewhere.test">elsewhere</a>;'],
  ],
  [
    "no sentence for people stands outside of the catalogue",
    /stands outside of the catalogue/,
    [
      "export const k = <p>Hello there</p>;",
      "export const l = <p>{name} signed in</p>;",
      'export const m = <Card title="Your data" />;',
      'send({ notice: "Your name was saved." });',
    ],
    [
      'export const n = <Card title={t("layout.signIn")}>{t("layout.signOut")} · </Card>;',
      'throw new Error("This is read by developers.");',
      'method({ summary: "Stands in the documents of the API." });',
    ],
  ],
];

type Diagnostic = {
  category: string;
  message: string;
  location: { path: string; start: { line: number } };
};

/** What Biome's rules say about files: the rule and its message, with the place. */
function lint(cwd: string, files: string[]): { file: string; line: number; says: string }[] {
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...[BIOME, "lint", "--reporter=json", "--max-diagnostics=none", "--vcs-enabled=false"],
      // It reads every file of the tree, and says nothing about these rules.
      ...["--skip=suspicious/noImportCycles", ...files],
    ],
    { cwd, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
  return diagnostics.map(({ category, message, location }) => ({
    file: location.path,
    line: location.start.line,
    says: `${category} ${message}`,
  }));
}

const shipped = lint(".", SHIPPED);

/** A copy of the rules beside one source file that holds every sample, one a line. */
function lintSamples(): Map<string, string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-lint-"));
  try {
    const samples = RULES.flatMap(([, , found, allowed = []]) => [...found, ...allowed]);
    cpSync("biome.json", path.join(folder, "biome.json"));
    cpSync(".biome", path.join(folder, ".biome"), { recursive: true });
    mkdirSync(path.join(folder, "lib"));
    writeFileSync(path.join(folder, "lib/samples.tsx"), samples.join("\n"));
    const findings = lint(folder, ["lib/samples.tsx"]);
    return new Map(
      samples.map((sample, index) => [
        sample,
        findings.filter(({ line }) => line === index + 1).map(({ says }) => says),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const samples = lintSamples();

test.each(RULES)("%s", (_title, message, found, allowed = []) => {
  expect(shipped.filter((finding) => message.test(finding.says))).toEqual([]);
  const isFound = (sample: string) => samples.get(sample)?.some((says) => message.test(says));
  expect(found.filter((sample) => !isFound(sample))).toEqual([]);
  expect(allowed.filter(isFound)).toEqual([]);
});

// What no rule can say.

test("no page or column has a secret question or a password hint [V6.4.2]", () => {
  const sources = SHIPPED.filter((entry) => !entry.includes(".")).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => path.join(folder, file)),
  );
  const asks = sources.filter((file) =>
    /secret ?question|password ?hint/i.test(readFileSync(file, "utf8")),
  );
  expect(asks).toEqual([]);
  expect(readFileSync("prisma/schema/latchkey.prisma", "utf8")).not.toMatch(/question|hint/i);
});

test("cryptography comes from Node, jose, bcryptjs and, for imported records, hash-wasm [V11.2.1]", () => {
  const packages = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
  const known = /crypt|cipher|hash|jose|jws|jwt|sodium|forge|argon|scrypt|elliptic|tweetnacl/;
  expect(packages.filter((name) => known.test(name)).sort()).toEqual([
    "bcryptjs",
    "hash-wasm",
    "jose",
  ]);
});
