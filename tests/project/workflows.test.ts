import { readdirSync, readFileSync } from "node:fs";

const FOLDER = ".github/workflows";
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(`${FOLDER}/${name}`, "utf8"),
}));
const parts = /^parts=\((.+)\)$/m.exec(readFileSync(".ci/run", "utf8"))?.[1]?.split(" ") ?? [];

test("the workflows run parts that .ci/run has", () => {
  const asked = workflows.flatMap(({ text }) =>
    [...text.matchAll(/run: \.ci\/run(.*)$/gm)].flatMap(([, args = ""]) => args.trim().split(" ")),
  );
  const named = asked.filter(Boolean);
  expect(named).toEqual(expect.arrayContaining(["install", "lint", "test", "smoke"]));
  expect(named.filter((part) => !parts.includes(part))).toEqual([]);
});

test("at night and before a release every part runs", () => {
  const whole = workflows.filter(({ text }) => text.includes(`run: .ci/run ${parts.join(" ")}\n`));
  expect(whole.map(({ name }) => name)).toEqual(["nightly.yml", "release.yml"]);
});

test("every action is pinned to a commit hash, with the version beside it", () => {
  for (const { name, text } of workflows) {
    for (const [line] of text.matchAll(/uses: .+/g)) {
      expect({ name, line }).toEqual({
        name,
        line: expect.stringMatching(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/),
      });
    }
  }
});

test("no workflow may write unless it releases", () => {
  for (const { name, text } of workflows) {
    const permissions = /^permissions:\n((?: {2}.+\n)+)/m.exec(text)?.[1];
    expect({ name, permissions }).toEqual({
      name,
      permissions: `  contents: ${name === "release.yml" ? "write" : "read"}\n`,
    });
  }
});
