import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// What the shipped source must not contain, because nothing written with it could be trusted.

const SHIPPED = ["lib", "pages", "components", "middleware.js", "instrumentation.ts"];
const SOURCE = /\.(ts|tsx|js|mjs|cjs)$/;
const GENERATED = path.join("lib", "platform", "db", "generated");

const FORBIDDEN: [what: string, pattern: RegExp][] = [
  [
    "no markup is put into the page as it is [V1.1.2 V3.2.2]",
    /dangerouslySetInnerHTML|(inner|outer)HTML|document\.write/,
  ],
  ["no code is made from text [V1.3.2]", /\beval\(|new Function\(|node:vm/],
  ["no command of the operating system is run [V1.2.5]", /child_process/],
  ["no query is put together from text [V1.2.4]", /(query|execute)RawUnsafe|Prisma\.raw\(/],
  ["no pattern is put together from text [V1.2.9]", /new RegExp\(/],
  [
    "nothing on the server sends HTTP requests [V1.3.6 V13.2.4 V13.2.5]",
    /https?\.(request|get)\(|node:https"|axios|undici/,
  ],
  ["no text of others is the message of a log line [V1.3.10]", /log\.\w+\([^"]*`/],
  ["no random number can be guessed [V6.5.3 V11.5.1]", /Math\.random|pseudoRandomBytes/],
  [
    "no broken hash or cipher is used [V11.2.3 V11.3.1 V11.4.1]",
    /\b(md5|sha-?1|des|rc4|ecb|cbc)\b|createCipher|publicEncrypt/i,
  ],
  ["no certificate goes unchecked [V12.3.2]", /rejectUnauthorized|NODE_TLS_REJECT/],
  ["nothing is kept in the storage of the browser", /localStorage|sessionStorage|indexedDB/],
  ["windows send each other no messages [V3.5.5]", /postMessage|"message"/],
  ["no document or plug-in is embedded [V3.7.1]", /<(iframe|object|embed|applet)\b/],
  ["nothing is loaded from other sites [V1.2.2 V3.6.1]", /(src|href|url)=?[("'{`]+https?:/],
  ["there is no secret question and no password hint [V6.4.2]", /secret ?question|password ?hint/i],
];

const files = SHIPPED.flatMap((entry) =>
  SOURCE.test(entry)
    ? [entry]
    : readdirSync(entry, { recursive: true, encoding: "utf8" })
        .map((file) => path.join(entry, file))
        .filter((file) => SOURCE.test(file) && !file.startsWith(GENERATED)),
);

test("the whole source is looked at", () => {
  expect(files).toEqual(
    expect.arrayContaining(["lib/platform/config/env.ts", "pages/_app.tsx", "middleware.js"]),
  );
});

test.each(FORBIDDEN)("%s", (_what, pattern) => {
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line}`] : [])),
  );
  expect(found).toEqual([]);
});

test("no column keeps a secret question or a hint [V6.4.2]", () => {
  expect(readFileSync("prisma/schema/latchkey.prisma", "utf8")).not.toMatch(/question|hint/i);
});

test("cryptography comes from Node, jose and bcryptjs [V11.2.1]", () => {
  const packages = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
  const known = /crypt|cipher|hash|jose|jws|jwt|sodium|forge|argon|scrypt|elliptic|tweetnacl/;
  expect(packages.filter((name) => known.test(name)).sort()).toEqual(["bcryptjs", "jose"]);
});
