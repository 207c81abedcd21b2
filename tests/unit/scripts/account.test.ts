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

test.each([
  [[]],
  [["list", "all"]],
  [["create", "ada@example.com"]],
  [["remove-factors"]],
  [["remove", "ada@example.com"]],
  [["constructor"]],
])(
  "%j is answered with the usage",
  async (args) => {
    const { code, error } = await account(...args);
    expect(code).toBe(2);
    expect(error.split("\n")).toEqual([
      ...[
        "list",
        "create EMAIL NAME [ROLE]",
        "invite EMAIL",
        "disable EMAIL",
        "enable EMAIL",
        "reset-link EMAIL",
      ].map((usage) => `npm run account -- ${usage}`),
      "npm run account -- remove-factors EMAIL",
      "",
    ]);
  },
  START_MS,
);
