import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { misleadingLines } from "@/scripts/load-env.mjs";

const file = (path: string, contents: string) => ({ path, contents });

describe("a misleading line of an .env file", () => {
  test.each([
    ["a # in the value", "KEY=ab#cd", /^\.env, line 1: KEY ends before the #/],
    ["a # that begins the value", "KEY=#ab", /KEY ends before the #/],
    ["a # in a value whose quote nobody closed", 'KEY="ab#cd', /KEY ends before the #/],
    ["a # where the name ends in a colon", "KEY: ab#cd", /KEY ends before the #/],
    ["a # behind a quote that the value holds", "KEY='it's#1'", /KEY ends before the #/],
    ["a # right behind the closing quote", "KEY='ab'#cd'", /KEY ends before the #/],
    ["a line of Windows", "KEY=ab$cd\r\nB=1\r\n", /^\.env, line 1: KEY: the \$ asks/],
    ["a $ in the value", "KEY=ab$cd", /^\.env, line 1: KEY: the \$ asks for another variable/],
    ["a $ in quotes", "KEY='ab$cd'", /the \$ asks for another variable/],
    ["a $ with braces", 'export KEY="ab$' + '{cd}"', /the \$ asks for another variable/],
  ])("%s", (_, contents, reason) => {
    expect(misleadingLines([file(".env", contents)], {})).toEqual([expect.stringMatching(reason)]);
  });

  test.each([
    ["a # in quotes", 'KEY="ab#cd"'],
    ["a # behind an escaped quote", 'KEY="a\\"b#c"'],
    ["a quote in quotes", "KEY='it's fine'"],
    ["a comment", "KEY=ab # more"],
    ["a line of comment", "# KEY=ab#cd"],
    ["a $ that is escaped", "KEY=ab\\$cd"],
    ["a $ at the end", "KEY=ab$"],
    ["a $ in a comment", "KEY=ab # costs $5"],
    ["a $ in a comment behind quotes", "KEY='ab' # costs $5"],
    ["a comment in place of a value", "KEY= # ab"],
    ["a $ with something to stand in", "KEY=$" + "{cd:-ef}"],
    ["nothing", "KEY="],
  ])("is fine with %s", (_, contents) => {
    expect(misleadingLines([file(".env", contents)], {})).toEqual([]);
  });

  test("is fine where the other variable is set", () => {
    expect(misleadingLines([file(".env", "KEY=http://$cd")], { cd: "host" })).toEqual([]);
  });

  test("is reported without its value", () => {
    expect(misleadingLines([file(".env", "KEY=hunter2#$secret")], {}).join()).not.toMatch(
      /hunter2|secret/,
    );
  });
});

describe("a variable in two files", () => {
  const local = file(".env.local", "URL=http://localhost:3000");

  test("is fine where they agree, however they write it", () => {
    const other = file(".env", "URL = 'http://localhost:3000' # here");
    expect(misleadingLines([local, other], {})).toEqual([]);
  });

  test("is fine where the last of two lines agrees", () => {
    const twice = file(".env.local", "URL=http://localhost:1\nURL=http://localhost:3000");
    expect(misleadingLines([twice, { ...local, path: ".env" }], {})).toEqual([]);
  });
});

describe("what a start reads", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "latchkey-env-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /**
   * Reads the files of the folder as a start does.
   * @param env what the environment sets
   * @returns what it warns of, and the URL that counts
   */
  function load(env: { URL?: string } = {}) {
    const script = pathToFileURL(resolve("scripts/load-env.mjs"));
    const code = `const { loadEnv } = await import("${script}"); loadEnv(); console.log(process.env.URL);`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", code],
      { cwd: folder, encoding: "utf8", env: { NODE_ENV: "production", ...env } },
    );
    return { counts: stdout.trim(), warnings: stderr.split("\n").filter(Boolean) };
  }

  const write = (name: string, contents: string | Buffer) =>
    writeFileSync(join(folder, name), contents);

  test("is of the file that comes first, and the others are reported line by line", () => {
    write(".env", "A=1\nURL=https://one.example");
    write(".env.production", "URL=https://two.example");
    write(".env.local", "URL=https://three.example");
    expect(load()).toEqual({
      counts: "https://three.example",
      warnings: [
        "  Warning: .env.production, line 1: URL does not count: .env.local sets another value",
        "  Warning: .env, line 2: URL does not count: .env.local sets another value",
      ],
    });
    write(".env.production.local", "URL=https://four.example");
    expect(load().counts).toBe("https://four.example");
  });

  test.each(["ab$cd", "ab#cd", "'ab'", "ab\\$cd", "$" + "{cd}"])(
    "is %p as the environment says it, whatever a file says",
    (URL) => {
      write(".env.local", "URL=https://one.example");
      write(".env", "URL=another");
      expect(load({ URL }).counts).toBe(URL);
    },
  );

  test("is no file in UTF-16", () => {
    write(".env", Buffer.from("\ufeffURL=https://one.example", "utf16le"));
    expect(load()).toEqual({
      counts: "undefined",
      warnings: ["  Warning: .env is not UTF-8: nothing in it counts"],
    });
  });
});
