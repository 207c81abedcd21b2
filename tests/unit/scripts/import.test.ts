import { execFile } from "node:child_process";
import { appEnvironment } from "@/tests/support/app/environment";
import { START_MS } from "@/tests/support/process/patience";

/** Runs `npm run import`. @returns its exit code and what it says */
function runImport(...args: string[]) {
  const options = { env: { ...process.env, ...appEnvironment() } };
  const line = ["--import", "tsx", "scripts/people/import.ts", ...args];
  return new Promise<{ code: unknown; error: string }>((resolve) => {
    execFile(process.execPath, line, options, (error, _, stderr) =>
      resolve({ code: error?.code ?? 0, error: stderr }),
    );
  });
}

test.each([
  [["users.csv"]],
  [["users.csv", "--from", "constructor"]],
  [["users.csv", "--from", "csv", "--fast"]],
  [["users.csv", "more.csv", "--from", "csv"]],
  [["--from", "csv"]],
])(
  "%j is answered with the usage",
  async (args) => {
    const { code, error } = await runImport(...args);
    expect({ code, usage: error.split("\n")[0] }).toEqual({
      code: 2,
      usage: expect.stringMatching(/^npm run import -- FILE --from auth0\|firebase\|.*\|latchkey$/),
    });
  },
  START_MS,
);
