import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "../process/ports";
import { CLIENT } from "./client.mjs";

/** A provider in a process of its own. */
export type RunningProvider = { origin: string; stop: () => Promise<void> };

/**
 * Starts one of the programs of this folder.
 * @param port where; a free one unless told otherwise
 * @param given what it is started with
 */
async function start(
  program: string,
  port: number,
  given: string[] = [],
): Promise<RunningProvider> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(__dirname, program), String(port), ...given],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const orphaned = () => child.kill("SIGKILL");
  process.once("exit", orphaned);
  child.once("exit", () => process.removeListener("exit", orphaned));
  const ready = once(child.stdout, "data");
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${program} ended with ${code}`);
  });
  await Promise.race([ready, ended]);
  ended.catch(() => {});
  return { origin: `http://localhost:${port}`, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** What an issuer of the hostile provider does next; everything not named is correct. */
export type Behaviour = {
  claims?: Record<string, unknown>;
  without?: string[];
  signedBy?: "nobody" | "our secret" | "another key";
  /** Of its answer through the browser: null leaves a part out. */
  answer?: Record<string, string | null>;
  tokens?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  userinfo?: Record<string, unknown>;
  /** Paths that never answer, and such that lead elsewhere. */
  hangs?: string[];
  redirects?: string[];
};

/** A provider that does what a test says: any number of issuers. */
export type Hostile = RunningProvider & {
  issuer: (name: string) => string;
  behave: (name: string, behaviour: Behaviour) => Promise<void>;
  /** What it was asked: queries of the browser, forms of the app. */
  asked: (name: string) => Promise<Record<string, string>[]>;
  sign: (
    name: string,
    token: {
      claims: Record<string, unknown>;
      header?: Record<string, unknown>;
      by?: Behaviour["signedBy"];
    },
  ) => Promise<string>;
};

/** Starts the hostile provider. Stop it. */
export async function startHostile(): Promise<Hostile> {
  const running = await start("hostile.ts", await freePort());
  const issuer = (name: string) => `${running.origin}/${name}`;
  const post = async (path: string, body: unknown) =>
    (await fetch(path, { method: "POST", body: JSON.stringify(body) })).json();
  return {
    ...running,
    issuer,
    behave: async (name, behaviour) => {
      await post(`${issuer(name)}/behave`, behaviour);
    },
    asked: async (name) =>
      (await fetch(`${issuer(name)}/asked`)).json() as Promise<Record<string, string>[]>,
    sign: async (name, token) =>
      ((await post(`${issuer(name)}/sign`, token)) as { token: string }).token,
  };
}

/**
 * Starts a real OpenID Provider at a port, for an app that knows it already. Stop it.
 * @param server where it reaches the app, if not at the address by which browsers do
 */
export const startReal = (port: number, app: string, server = app): Promise<RunningProvider> =>
  start("real.mjs", port, [app, server]);

/** The variables by which an app knows a provider of the tests. */
export const oidcVariables = (
  number: number,
  issuer: string,
  more: Record<string, string> = {},
): Record<string, string> => ({
  [`OIDC_${number}_ISSUER`]: issuer,
  [`OIDC_${number}_ID`]: CLIENT.id,
  [`OIDC_${number}_SECRET`]: CLIENT.secret,
  [`OIDC_${number}_NAME`]: `Example ${number}`,
  [`OIDC_${number}_TRUST_EMAIL`]: "true",
  ...more,
});
