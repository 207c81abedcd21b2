import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "docs/decisions";
const names = readdirSync(FOLDER).filter((name) => /^\d/.test(name));
const HEAD = /^# (\d{3}) · (.+)\n\nDate: (\d{4}-\d{2}-\d{2}) · Status: (.+)\n/;
const decisions = names.map((name) => {
  const [, number = "", title = "", date = "", status = ""] =
    HEAD.exec(readFileSync(`${FOLDER}/${name}`, "utf8")) ?? [];
  return { name, number, title, date, status };
});

test("each decision begins with its number, a title, a date and a status", () => {
  for (const { name, number, status } of decisions) {
    expect({ name, number }).toEqual({ name, number: name.slice(0, 3) });
    expect({ name, status }).toEqual({
      name,
      status: expect.stringMatching(
        /^(proposed|accepted|superseded by \[\d{3}\]\(\d{3}-[\w-]+\.md\))$/,
      ),
    });
  }
});

test("every number is used once", () => {
  const numbers = decisions.map(({ number }) => Number(number));
  expect(numbers).toEqual(numbers.map((_, index) => index));
});

test("README lists each decision with its own title, date and status", () => {
  const listed = readFileSync(`${FOLDER}/README.md`, "utf8")
    .split("\n")
    .filter((line) => /^\| \[\d/.test(line));
  expect(listed).toEqual(
    decisions.map(
      ({ name, number, title, date, status }) =>
        `| [${number}](${name}) | ${title} | ${date} | ${status} |`,
    ),
  );
});
