import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

type Functions = Record<string, (...given: never[]) => unknown>;

/** A module of lib/ as loaded by another process. */
export type OtherProcess<Module extends Functions> = {
  /** Calls an exported function there, one call at a time. @throws Error with what it threw */
  call<Name extends keyof Module>(
    name: Name,
    ...given: Parameters<Module[Name]>
  ): Promise<Awaited<ReturnType<Module[Name]>>>;
  stop(): Promise<void>;
};

/**
 * Starts a process with this one's environment and database, and waits until it has loaded a
 * module. The caller must stop it.
 * @param module as imported, such as `@/lib/platform/db/tables/sessions`
 */
export async function startProcess<Module extends Functions>(
  module: string,
  env: Record<string, string> = {},
): Promise<OtherProcess<Module>> {
  const child = fork(join(__dirname, "other-process-child.ts"), [module], {
    env: { ...process.env, ...env },
    execArgv: ["--import", "tsx"],
    // Dates arrive as dates.
    serialization: "advanced",
    // What mail prints is not for the test's terminal.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  return {
    async call(name, ...given) {
      const answered = once(child, "message");
      child.send({ name, given });
      const [answer] = await answered;
      if ("error" in answer) throw new Error(answer.error);
      return answer.value;
    },
    async stop() {
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}
