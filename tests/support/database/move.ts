import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { startProcess } from "../process/other-process";
import type { allRows } from "./all-rows";

/** Thirteen hours ahead of UTC in January, twelve in July: the process and its database session. */
export const ELSEWHERE = { TZ: "Pacific/Auckland", PGOPTIONS: "-c timezone=Pacific/Auckland" };

export type Moved = { code: number | null; output: string; error: string };

export type Move = { readonly process: ChildProcess; readonly ended: Promise<Moved> };

/**
 * Starts `npm run db:move`, without npm in between: it could not be killed alone.
 * @param args what follows the `--`
 * @param env variables that differ from the test's own
 */
export function startMove(args: string[], env: Record<string, string> = {}): Move {
  const command = ["--import", "tsx", "scripts/move/run.ts", ...args];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = async () => {
    const [output, error] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: child.exitCode, output, error };
  };
  return { process: child, ended: ended() };
}

/** Runs it to its end. */
export const move = (url: string, env?: Record<string, string>) => startMove([url], env).ended;

/** Every row of a database as the app reads it. @param url empty for this test's SQLite file */
export async function rowsOf(url: string): Promise<Record<string, string[]>> {
  const app = await startProcess<{ allRows: typeof allRows }>("@/tests/support/database/all-rows", {
    DATABASE_URL: url,
    ...ELSEWHERE,
  });
  try {
    return await app.call("allRows");
  } finally {
    await app.stop();
  }
}
