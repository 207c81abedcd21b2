// npm run export -- [FILE]: every account with its password record and authenticator app, a line of JSON each, for
// `npm run import -- FILE --from latchkey`. Without FILE it goes to standard output.

import { open } from "node:fs/promises";
import { atTerminal } from "./at-terminal";

async function main(): Promise<void> {
  const [path, ...more] = process.argv.slice(2);
  if (more.length > 0) {
    process.stderr.write("npm run export -- [FILE]\n");
    process.exitCode = 2;
    return;
  }
  const { exportedLines } = await import("@/lib/features/import/export");
  // It must not exist yet: an old one may be readable for others.
  const file = path === undefined ? null : await open(path, "wx", 0o600);
  const write = file ? (text: string) => file.appendFile(text) : toOutput;
  let accounts = 0;
  for await (const line of exportedLines()) {
    await write(line);
    accounts++;
  }
  await file?.close();
  const where = path ?? "standard output";
  process.stderr.write(
    `  Exported ${accounts} accounts to ${where}. Guard it like the database.\n`,
  );
}

/** Waits where the reader is slower. */
const toOutput = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

void atTerminal(main);
