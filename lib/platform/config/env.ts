import { randomBytes } from "node:crypto";
import { z } from "zod";
import {
  checkDatabaseUrl,
  checkHost,
  checkMail,
  checkMetricsPorts,
  checkOrigins,
  checkPepper,
  checkRanges,
  checkSecret,
  EnvError,
  parseOrigin,
} from "./checks";
import { features } from "./features";
import { DEFAULT_PEPPER } from "./identity.mjs";
import { isLocalHost } from "./shared.mjs";
import { variables } from "./variables";

const schema = z.object(variables);

export type Env = z.infer<typeof schema> & {
  readonly production: boolean;
  readonly https: boolean;
  readonly postgres: boolean;
  /** Current secret first, then the previous ones. */
  readonly secrets: readonly [string, ...string[]];
  /** Current pepper first, then the previous ones; the built-in one is always among them. */
  readonly peppers: readonly [string, ...string[]];
};

/**
 * Parses and cross-checks the environment.
 * @throws EnvError with one line that says which variable is wrong and what is wanted.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "environment");
    const told = set[name] === undefined ? "is missing" : `is not valid: ${issue?.message}`;
    throw new EnvError(`${name} ${told}`);
  }
  const env = parsed.data;
  const url = parseOrigin(env.NEXTAUTH_URL);
  const https = url.protocol === "https:";
  const production = source.NODE_ENV === "production";
  if (!https && production && !isLocalHost(url.hostname)) {
    throw new EnvError(`NEXTAUTH_URL must use https:// in production, away from localhost`);
  }
  checkSecret("NEXTAUTH_SECRET", env.NEXTAUTH_SECRET);
  for (const secret of env.NEXTAUTH_SECRET_PREVIOUS) {
    checkSecret("NEXTAUTH_SECRET_PREVIOUS", secret);
  }
  const postgres = env.DATABASE_URL !== "";
  for (const name of ["DATABASE_URL", "MIGRATE_DATABASE_URL", "DATABASE_REPLICA_URL"] as const) {
    if (env[name]) checkDatabaseUrl(name, env[name]);
  }
  if (env.DATABASE_REPLICA_URL && !postgres) {
    throw new EnvError("DATABASE_REPLICA_URL is set without DATABASE_URL: a replica is one of it");
  }
  if (env.MIGRATE_DATABASE_URL && !postgres) {
    throw new EnvError("MIGRATE_DATABASE_URL is set without DATABASE_URL, which it is a way to");
  }
  checkMail(env.SMTP_URL, env.MAIL_FROM);
  checkHost("HOST", env.HOST);
  checkHost("METRICS_HOST", env.METRICS_HOST);
  if (env.METRICS_PORT) checkMetricsPorts(env.METRICS_PORT, env.WEB_CONCURRENCY);
  checkRanges("TRUSTED_PROXIES", env.TRUSTED_PROXIES);
  checkOrigins("CORS_ORIGINS", env.CORS_ORIGINS);
  checkPepper(set.PASSWORD_PEPPER, https || postgres);
  const { PASSWORD_PEPPER, PASSWORD_PEPPER_PREVIOUS } = env;
  return {
    ...env,
    NEXTAUTH_URL: url.origin,
    production,
    https,
    postgres,
    secrets: [env.NEXTAUTH_SECRET, ...env.NEXTAUTH_SECRET_PREVIOUS],
    // What was hashed before a pepper was set stays valid.
    peppers: [PASSWORD_PEPPER, ...new Set([...PASSWORD_PEPPER_PREVIOUS, DEFAULT_PEPPER])],
  };
}

// `next build` loads every route but serves none, so it must not need real secrets.
const BUILDING = process.env.NEXT_PHASE === "phase-production-build";
const BUILD_ONLY = {
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
  PASSWORD_PEPPER: randomBytes(32).toString("hex"),
};

/**
 * The environment of this process, parsed once. At import, not at first use: whatever loads a part of the
 * app learns of a wrong variable before it has done anything, not in the middle of a request. A start that
 * wants to report it in one line imports this file late; see lib/web/server/boot.ts.
 */
export const env: Env = readEnv(BUILDING ? { ...process.env, ...BUILD_ONLY } : process.env);

// A feature that the environment switches is like any other to callers of isOn().
features.emailSignIn &&= env.EMAIL_SIGN_IN;
features.impersonation &&= env.IMPERSONATION;
features.signUp &&= env.SIGN_UP !== "closed";
