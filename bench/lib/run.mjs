import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { endWithUs } from "./children.mjs";

const execute = promisify(execFile);

/**
 * Runs Node and waits until it ends.
 * @param command its arguments
 * @param options cwd, env
 * @throws with what it wrote when it fails
 */
export async function run(command, options) {
  const running = execute(process.execPath, command, { ...options, maxBuffer: 2 ** 24 });
  endWithUs(running.child);
  await running.catch((error) => {
    throw new Error(`${command.join(" ")} failed\n${error.stdout}${error.stderr}`);
  });
}
