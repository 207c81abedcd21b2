import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { variables } from "@/lib/platform/config/variables";

/** Every file below a folder of the build. */
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

test("what browsers get names no server variable, and has no source map [V13.3.1 V13.3.2 V13.4.2]", () => {
  const files = filesOf(".next/static");
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  // NEXTAUTH_URL is read by next-auth's own client code, and is no secret.
  const names = Object.keys(variables).filter((name) => name !== "NEXTAUTH_URL");
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    expect({ file, named: names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)) }).toEqual(
      {
        file,
        named: [],
      },
    );
  }
});

test("the build holds none of the secrets it was made or is served with [V13.3.1]", () => {
  const secrets = [process.env.NEXTAUTH_SECRET, process.env.PASSWORD_PEPPER].filter(Boolean);
  expect(secrets).not.toEqual([]);
  for (const file of filesOf(".next/server").concat(filesOf(".next/static"))) {
    const text = readFileSync(file, "latin1");
    for (const secret of secrets) expect(text.includes(secret ?? "")).toBe(false);
  }
});

test("no page contains test code, and no test route exists [V15.2.3]", () => {
  const routes = JSON.parse(readFileSync(".next/server/pages-manifest.json", "utf8"));
  const parts = Object.keys(routes).flatMap((route) => route.split("/"));
  const ours = ["test", "tests", "debug", "example", "examples", "demo", "dev", "playground"];
  expect(parts.filter((part) => ours.includes(part))).toEqual([]);
});
