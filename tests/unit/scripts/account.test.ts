import { execFile } from "node:child_process";
import { appEnvironment } from "@/tests/support/app/environment";
import { START_MS } from "@/tests/support/process/patience";

/** Runs `npm run account`. @returns its exit code and what it says */
function account(...args: string[]) {
  const options = { env: { ...process.env, ...appEnvironment() } };
  return new Promise<{ code: unknown; error: string }>((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "scripts/account.ts", ...args],
      options,
      (error, _, stderr) => resolve({ code: error?.code ?? 0, error: stderr }),
    );
  });
}

test.each([[[]], [["remove-factors"]], [["remove", "ada@example.com"]]])(
  "%j is told how it is used",
  async (args) => {
    expect(await account(...args)).toEqual({
      code: 2,
      error: "npm run account -- remove-factors EMAIL\n",
    });
  },
  START_MS,
);
