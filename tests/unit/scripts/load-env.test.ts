import { misleadingLines } from "@/scripts/load-env.mjs";

/** A file as @next/env hands it over. */
const file = (path: string, contents: string, env: Record<string, string> = {}) => ({
  path,
  contents,
  env,
});

describe("a misleading line of an .env file", () => {
  test.each([
    ["a # in the value", "KEY=ab#cd", /^\.env, line 1: KEY ends before the #/],
    ["a # that begins the value", "KEY=#ab", /KEY ends before the #/],
    ["a # in a value whose quote nobody closed", 'KEY="ab#cd', /KEY ends before the #/],
    ["a # where the name ends in a colon", "KEY: ab#cd", /KEY ends before the #/],
    ["a line of Windows", "KEY=ab$cd\r\nB=1\r\n", /^\.env, line 1: KEY: the \$ asks/],
    ["a $ in the value", "KEY=ab$cd", /^\.env, line 1: KEY: the \$ asks for another variable/],
    ["a $ in quotes", "KEY='ab$cd'", /the \$ asks for another variable/],
    ["a $ with braces", 'export KEY="ab$' + '{cd}"', /the \$ asks for another variable/],
  ])("%s", (_, contents, reason) => {
    expect(misleadingLines([file(".env", contents)], {})).toEqual([expect.stringMatching(reason)]);
  });

  test.each([
    ["a # in quotes", 'KEY="ab#cd"'],
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
  const local = file(".env.local", "URL=http://localhost:3000", { URL: "http://localhost:3000" });

  test("is reported where the values differ", () => {
    const other = file(".env", "A=1\nURL=https://example.com", { URL: "https://example.com" });
    expect(misleadingLines([local, other], {})).toEqual([
      ".env, line 2: URL does not count: .env.local sets another value",
    ]);
  });

  test("is fine where they agree", () => {
    expect(misleadingLines([local, { ...local, path: ".env" }], {})).toEqual([]);
  });
});
