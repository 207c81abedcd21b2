import { existsSync, readFileSync } from "node:fs";
import { variables } from "@/lib/platform/config/variables";
import { instructions, nodeProgram } from "@/tests/support/app/dockerfile";

/*
 * What can be said of the container without an engine that runs one. What its commands do is
 * proved by tests/slow/standalone.test.ts.
 */

const SECRET = /SECRET|PASSWORD|PEPPER|TOKEN|DATABASE_URL|SMTP_URL/;

const lines = (file: string) => readFileSync(file, "utf8").split("\n");
const valuesOf = (keyword: string) =>
  instructions()
    .filter((instruction) => instruction.keyword === keyword)
    .map(({ value }) => value);

describe("the Dockerfile", () => {
  test("serves as a user who is not root", () => {
    expect(valuesOf("USER")).toEqual(["node"]);
    const order = instructions().map(({ keyword }) => keyword);
    expect(order.indexOf("USER")).toBeGreaterThan(order.lastIndexOf("COPY"));
    expect(order.indexOf("USER")).toBeGreaterThan(order.lastIndexOf("RUN"));
  });

  test("holds no secret", () => {
    for (const { keyword, value } of instructions()) {
      expect(keyword).not.toBe("ARG");
      expect(value).not.toMatch(SECRET);
    }
  });

  test("runs scripts of this tree", () => {
    for (const keyword of ["CMD", "HEALTHCHECK"] as const) {
      const [script = ""] = nodeProgram(keyword);
      expect({ keyword, exists: existsSync(script) }).toEqual({ keyword, exists: true });
    }
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const ran = valuesOf("RUN").flatMap((value) => value.match(/(?<=npm run )\S+/g) ?? []);
    expect(ran).toEqual(["build:standalone"]);
    expect(scripts).toHaveProperty(ran);
  });
});

test("the image is built from what is in the tree, without anything secret", () => {
  const [everything, ...rules] = lines(".dockerignore").filter((line) => /^[^#]/.test(line));
  expect(everything).toBe("*");
  const wanted = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
  for (const name of wanted)
    expect({ name, exists: existsSync(name) }).toEqual({ name, exists: true });
  expect(wanted.filter((name) => name.startsWith("."))).toEqual([]);
});

describe("compose.yaml", () => {
  const compose = readFileSync("compose.yaml", "utf8");

  /** The lines below a key, by its indentation. */
  const section = (key: string) =>
    new RegExp(`^( *)${key}:\\n((?:\\1 .*\\n|\\n)+)`, "m").exec(compose)?.[2] ?? "";

  test("has the app, and the database it waits for", () => {
    expect(
      section("services")
        .match(/^ {2}\w+(?=:$)/gm)
        ?.map((name) => name.trim()),
    ).toEqual(["app", "database"]);
    expect(section("depends_on")).toMatch(/database:\s+condition: service_healthy/);
    expect(compose).toMatch(/^ +image: postgres:18\b/m);
    expect(section("healthcheck")).toContain("pg_isready");
  });

  test("does not start without its secrets, and contains none", () => {
    const secrets = compose.matchAll(/^ +(\w*(?:SECRET|PEPPER|PASSWORD|DATABASE_URL)): (.+)$/gm);
    const told = [...secrets].map(([, name, value = ""]) => ({ name, value }));
    expect(told.map(({ name }) => name)).toEqual([
      "NEXTAUTH_SECRET",
      "PASSWORD_PEPPER",
      "DATABASE_URL",
      "POSTGRES_PASSWORD",
    ]);
    for (const { value } of told.slice(0, 3)) expect(value).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
    expect(told[3]?.value).toBe("${" + "POSTGRES_PASSWORD}");
  });

  test("gives the app variables that it reads", () => {
    const given = [...section("environment").matchAll(/^ +([A-Z_]+):/gm)].map(([, name]) => name);
    expect(Object.keys({ ...variables, PORT: "" })).toEqual(expect.arrayContaining(given));
  });
});
