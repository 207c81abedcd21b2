import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { variables } from "@/lib/platform/config/variables";
import { configurationPage } from "@/scripts/docs/configuration-page";

const read = (file: string) => readFileSync(file, "utf8");

/** README and its neighbours, and everything under docs/, scripts/ and tests/. */
async function pages(): Promise<string[]> {
  const inside = async (folder: string) =>
    (await readdir(folder, { recursive: true })).map((file) => path.join(folder, file));
  const files = await Promise.all([readdir("."), ...["docs", "scripts", "tests"].map(inside)]);
  return files.flat().filter((file) => file.endsWith(".md"));
}

/** What a page links to or shows, code left out. */
function targets(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
  const inline = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const references = prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm);
  const markup = prose.matchAll(/\b(?:href|src|srcset)="([^"\s]+)/g);
  return [...inline, ...references, ...markup].map((match) => match[1] ?? "");
}

/** The anchors GitHub gives the headings of a page. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+\s+(.+)$/gm)].map(([, heading = ""]) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

const isRelative = (target: string) => !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target);

test("docs/configuration.md says what lib/platform/config/env.ts does [V7.1.1]", () => {
  // Else: npm run docs:configuration
  expect(read("docs/configuration.md")).toBe(configurationPage(variables));
});

test("docs/performance.md and its charts say what the last whole measurement found", () => {
  // Else: cd bench && npm run report
  const report = spawnSync(process.execPath, ["bench/report/publish.mjs", "--check"], {
    timeout: 60_000,
  });
  expect(String(report.stderr)).toBe("");
  expect(report.status).toBe(0);
});

test("every variable is described in a sentence", () => {
  for (const [name, { description }] of Object.entries(variables)) {
    expect({ name, description }).toEqual({ name, description: expect.stringMatching(/\S\.$/) });
  }
});

describe(".env.example", () => {
  const lines = [...read(".env.example").matchAll(/^#? ?([A-Z_\d]+)=(.*)$/gm)];
  const examples = lines.map(([, name = "", value = ""]) => ({ name, value }));

  test("has every variable, once, in the order of lib/platform/config/env.ts", () => {
    expect(examples.map(({ name }) => name)).toEqual(Object.keys(variables));
  });

  test("has no usable secret, and sets nothing as it is [V6.3.2 V13.2.3 V13.3.1]", () => {
    for (const { name, value } of examples) {
      if (/SECRET|PEPPER/.test(name)) expect({ name, value }).toEqual({ name, value: "" });
    }
    expect(read(".env.example")).not.toMatch(/^[A-Z]/m);
  });

  test("a value that is not a placeholder is the default", () => {
    for (const { name, value } of examples) {
      const { success, data } = variables[name as keyof typeof variables].safeParse(undefined);
      if (value !== "" && success && String(data) !== "") {
        expect({ name, value }).toEqual({ name, value: String(data) });
      }
    }
  });
});

test("every relative link of the docs leads to a file, and to a heading in it", async () => {
  const broken: string[] = [];
  for (const page of await pages()) {
    for (const target of targets(read(page)).filter(isRelative)) {
      const [file = "", anchor] = target.split("#");
      const linked = file === "" ? page : path.join(path.dirname(page), decodeURIComponent(file));
      const missing =
        !existsSync(linked) ||
        (anchor !== undefined && linked.endsWith(".md") && !anchors(read(linked)).includes(anchor));
      if (missing) broken.push(`${page}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

test("every file the docs name in code exists", async () => {
  const named =
    /`((?:lib|pages|components|scripts|tests|prisma|docs|styles|bench)\/[^`\s…*<>{}]+)`/g;
  const missing: string[] = [];
  for (const page of await pages()) {
    for (const [, file = ""] of read(page).matchAll(named)) {
      if (!existsSync(file) || (file.endsWith("/") && !statSync(file).isDirectory())) {
        missing.push(`${page}: ${file}`);
      }
    }
  }
  expect(missing).toEqual([]);
});

/** Folders whose comments name files; what is generated says nothing of ours. */
const SOURCES = ["lib", "pages", "components", "product", "scripts", "tests", "styles", "types"];

async function sources(): Promise<string[]> {
  const inside = async (folder: string) =>
    (await readdir(folder, { recursive: true })).map((file) => path.join(folder, file));
  const files = (await Promise.all([...SOURCES, ".biome", "prisma/schema"].map(inside))).flat();
  return files.filter(
    (file) =>
      /\.(tsx?|[cm]?js|css|grit|prisma)$/.test(file) && !/generated|node_modules/.test(file),
  );
}

test("every file that a comment names exists", async () => {
  const comment = /^\s*(?:\/\*|\*|\/\/).*|\s\/\/ .*/;
  const named =
    /(?:(?<![\w./@-])|(?<=[\s"'`(]@\/))((?:lib|pages|components|product|scripts|tests|prisma|docs|styles)\/[\w./[\]-]*[\w\]])/g;
  const exists = (file: string) => ["", ".ts", ".tsx"].some((end) => existsSync(file + end));
  const missing: string[] = [];
  for (const file of await sources()) {
    for (const line of read(file).split("\n")) {
      const [text = ""] = comment.exec(line) ?? [];
      for (const [, other = ""] of text.matchAll(named)) {
        if (!exists(other)) missing.push(`${file}: ${other}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
