import { format } from "node:util";

/*
 * Loaded by Jest before each test file. Unexpected output fails the test. A test that expects output
 * replaces the method with jest.spyOn(console, …).mockImplementation().
 */
const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;

let printed: string[] = [];

for (const method of METHODS) {
  console[method] = (...parts: unknown[]) => {
    printed.push(`console.${method}: ${format(...parts)}`);
  };
}

function expectSilence(): void {
  const lines = printed;
  printed = [];
  if (lines.length > 0) throw new Error(`Unexpected output:\n${lines.join("\n")}`);
}

afterEach(expectSilence);
// Output between the last test and the end, or while a file loads.
afterAll(expectSilence);
