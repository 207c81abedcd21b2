import { startMeter } from "@/scripts/move/meter";

/** What is written to a terminal, or to something else. */
function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

const MILLIONS = 20_000_000;

test("on a terminal one line is drawn again and again, and fits 80 columns", () => {
  const terminal = recorder(true);
  const meter = startMeter("Comparing", MILLIONS, MILLIONS / 2, terminal);
  meter.add(MILLIONS / 4);
  meter.stop();
  expect(terminal.written[0]).toContain(
    "[##########----------] 50 %, 10,000,000 of 20,000,000, 0/s",
  );
  expect(terminal.written.at(-2)).toContain(
    "[###############-----] 75 %, 15,000,000 of 20,000,000, ",
  );
  expect(terminal.written.at(-1)).toBe("\n");
  for (const text of terminal.written.slice(0, -1)) {
    // Back to the start of the line; and away with what stood further right.
    expect([text.at(0), text.slice(-3)]).toEqual(["\r", "\u001b[K"]);
    const line = text.slice(1, -3);
    expect(line.replace(/, \S+\/s$/, ", 123,456/s").length).toBeLessThan(80);
    expect(line).toMatch(/^ {2}Comparing \[/);
  }
});

test("a hundred thousand rows do not redraw it a hundred thousand times", () => {
  const terminal = recorder(true);
  const meter = startMeter("Copying", 100_000, 0, terminal);
  for (let row = 0; row < 100_000; row++) meter.add(1);
  expect(terminal.written.length).toBeLessThan(1000);
});

test("elsewhere a line is written for each tenth that is reached, from where it began", () => {
  const log = recorder(false);
  const meter = startMeter("Copying", 1000, 250, log);
  for (let row = 0; row < 750; row++) meter.add(1);
  meter.stop();
  const percents = log.written.map((line) => /^ {2}Copying: (\d+) %, .*\n$/.exec(line)?.[1]);
  expect(percents).toEqual(["30", "40", "50", "60", "70", "80", "90", "100"]);
});

test("no rows cause no division by zero", () => {
  const terminal = recorder(true);
  startMeter("Copying", 0, 0, terminal).stop();
  expect(terminal.written.at(-2)).toContain("[####################] 100 %, 0 of 0, 0/s");
});
