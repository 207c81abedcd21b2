// npm run db:move -- postgres://…: copies everything from the SQLite file into an empty PostgreSQL
// database. If it was interrupted, it resumes when started again.

import { sqliteFile } from "@/lib/platform/config/shared.mjs";
import { loadEnv } from "../load-env.mjs";
import { step } from "../start/tell.mjs";
import { move } from "./move";
import { MoveError } from "./move-error";
import { reasonOf } from "./target";

const EXAMPLE = "npm run db:move -- postgres://user:password@host:5432/accounts";

async function run(): Promise<void> {
  loadEnv();
  const file = sqliteFile(process.env.DATA_DIR);
  if (process.env.DATABASE_URL) {
    throw new MoveError(
      `DATABASE_URL is set, so the app does not use ${file}. To move that file all the same: DATABASE_URL= ${EXAMPLE}`,
    );
  }
  const url = targetUrl();
  const { host, pathname } = new URL(url);
  step(`Moving ${file} to ${host}${pathname}`);
  step("Keep the app stopped: what it writes to the file from now on is not copied");
  await move(file, url);
  step("Next: set DATABASE_URL to the new database, change no other setting, start the app");
}

function targetUrl(): string {
  const [url] = process.argv.slice(2);
  if (!url) throw new MoveError(`Which database? ${EXAMPLE}`);
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new MoveError(`The URL must start with postgres://, as in ${EXAMPLE}`);
  }
  if (!URL.canParse(url)) {
    throw new MoveError("That is not a URL: a password with / or @ must be percent-encoded");
  }
  return url;
}

run().catch((error: unknown) => {
  const reason = error instanceof MoveError ? error.message : reasonOf(error);
  process.stderr.write(`Cannot move: ${reason}\n`);
  process.exitCode = 1;
});
