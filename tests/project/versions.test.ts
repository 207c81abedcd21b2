import { readFileSync } from "node:fs";
import { instructions } from "@/tests/support/app/dockerfile";

/* Versions that are named at several places agree with each other. */

type Versions = Record<string, string>;
type Package = {
  dependencies: Versions;
  devDependencies: Versions;
  engines: { node: string };
  packageManager: string;
};

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const { dependencies, devDependencies, engines, packageManager }: Package = json("package.json");
const major = (version: string) => Number(/\d+/.exec(version)?.[0]);

describe("Node", () => {
  /** The release lines of package.json's "engines", oldest first: `^20.19.0 || … || >=24.0.0`. */
  const supported = engines.node.split(" || ").map(major);
  const [oldest = 0] = supported;
  const recommended = major(readFileSync(".nvmrc", "utf8"));

  test(".nvmrc names a supported line, and README names the same", () => {
    expect(supported).toContain(recommended);
    expect(readFileSync("README.md", "utf8")).toContain(`Node ${recommended}`);
    expect(readFileSync("CONTRIBUTING.md", "utf8")).toContain(`Node ${recommended}`);
  });

  test("the image stands on one exact release of that line", () => {
    const [build = "", image = ""] = instructions()
      .filter(({ keyword }) => keyword === "FROM")
      .map(({ value }) => value);
    expect(image).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
    expect(major(image)).toBe(recommended);
    expect(build).toBe(`${image} AS build`);
  });

  test("types and bundles fit the oldest supported line", () => {
    expect(major(String(dependencies["@types/node"]))).toBe(oldest);
    const target = /target: "node(\d+)"/.exec(readFileSync("scripts/standalone/build.mjs", "utf8"));
    expect(Number(target?.[1])).toBe(oldest);
  });

  test("npm run smoke starts the app on every supported line, from the oldest release on", () => {
    const started: Versions = json("scripts/smoke/nodes/package.json").optionalDependencies;
    for (const platform of ["linux-x64", "linux-arm64"]) {
      const releases = supported.map((line) =>
        started[`node-${line}-${platform}`]?.replace(`npm:node-${platform}@`, ""),
      );
      expect(releases.map((release) => major(String(release)))).toEqual(supported);
      expect(engines.node).toContain(`^${releases[0]} `);
    }
  });
});

describe("Prisma", () => {
  test("the command line, the client and the adapters have one version", () => {
    const names = Object.keys(dependencies).filter((name) => /^@?prisma\b/.test(name));
    const sameRelease = names.filter((name) => name !== "@prisma/schema-engine-wasm");
    expect(sameRelease).toEqual(
      expect.arrayContaining(["prisma", "@prisma/client", "@prisma/adapter-pg"]),
    );
    const [installed] = new Set(sameRelease.map((name) => dependencies[name]));
    for (const name of sameRelease) {
      expect({ name, version: dependencies[name] }).toEqual({ name, version: installed });
      expect(json(`node_modules/${name}/package.json`).version).toBe(installed);
    }
  });

  test("the schema engine as WebAssembly is the one that belongs to that release", () => {
    const engine = json("node_modules/@prisma/engines/package.json").dependencies;
    expect(dependencies["@prisma/schema-engine-wasm"]).toBe(engine["@prisma/engines-version"]);
  });
});

describe("next build", () => {
  /** What Next wants for any build with a tsconfig.json, and installs by itself if it is missing. */
  const WANTED = ["typescript", "@types/node", "@types/react"];

  test("finds what it needs without development packages", () => {
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(WANTED));
    expect(Object.keys(devDependencies).filter((name) => WANTED.includes(name))).toEqual([]);
  });

  test("checks the types, except where a start script runs it", () => {
    const skipsTypes = (asked: string) => {
      process.env.LATCHKEY_SKIP_TYPES = asked;
      jest.resetModules();
      return require("@/next.config.js").typescript.ignoreBuildErrors;
    };
    expect([skipsTypes("1"), skipsTypes("")]).toEqual([true, false]);
  });
});

test("package.json names npm: pnpm and Yarn would leave better-sqlite3 unbuilt", () => {
  expect(packageManager).toMatch(/^npm@\d+\.\d+\.\d+$/);
});

test("every version in package.json is exact", () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect({ name, version }).toEqual({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  }
});
