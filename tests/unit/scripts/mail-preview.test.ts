import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textsIn } from "@/lib/platform/texts/catalogue";

const TEMPLATES = "lib/platform/mail/templates";

test("npm run mail:preview writes every mail, each in its language", () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "preview-"));
  const program = ["--import", "tsx", "scripts/mail-preview.ts"];
  const { stderr } = spawnSync(process.execPath, program, { env: { ...process.env, DATA_DIR } });
  expect(String(stderr)).toBe("");

  const folder = join(DATA_DIR, "mail-preview");
  const german = readdirSync(folder).filter((file) => file.endsWith(".de.txt"));
  const [greeting = ""] = textsIn("de")("mail.greeting").split(",");
  for (const file of german) {
    const text = readFileSync(join(folder, file), "utf8");
    expect({ file, text }).toEqual({ file, text: expect.stringContaining(greeting) });
  }
  const sources = readdirSync(TEMPLATES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(TEMPLATES, file), "utf8"));
  const templates = sources.join("").match(/^export (const|function) \w+Mail\b/gm) ?? [];
  expect(german).toHaveLength(templates.length);
});
