import { randomBytes } from "node:crypto";
import { z } from "zod";
import { brand } from "./brand";
import { DEFAULT_PEPPER } from "./identity.mjs";
import { LANGUAGE_CODES } from "./languages";
import { LOCAL_HOSTS } from "./shared.mjs";

/** A configuration mistake, told in one line that names the variable. */
export class EnvError extends Error {
  override name = "EnvError";
}

const SAMPLE_SECRETS =
  /^(secret|changeme|change-me|password|your-secret|example|sample|test)|(.)\2{15}/i;
const MIN_SECRET_LENGTH = 32;

const number = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

const flag = (fallback: boolean) =>
  z
    .enum(["true", "false"])
    .default(fallback ? "true" : "false")
    .transform((value) => value === "true");

/** Splits "a,b" into its parts; previous secrets are listed newest first. */
const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Every variable the app reads. The table in docs/configuration.md is generated from this. */
export const variables = {
  NEXTAUTH_URL: z
    .string()
    .describe("The public origin, without a path. `https://` everywhere but on localhost."),
  NEXTAUTH_SECRET: z
    .string()
    .describe("Seals session cookies and queued mail. 32 characters or more."),
  NEXTAUTH_SECRET_PREVIOUS: list.describe(
    "Earlier secrets, comma separated, still accepted: rotation without signing anybody out.",
  ),
  DATABASE_URL: z
    .string()
    .default("")
    .describe("`postgres://…` for PostgreSQL; empty for an SQLite file in `DATA_DIR`."),
  DATA_DIR: z
    .string()
    .default(".data")
    .describe("Holds the SQLite file and undelivered `.eml` mail."),
  AUTO_MIGRATE: flag(true).describe(
    "Apply pending migrations at `npm start`. When `false`, pending migrations stop the boot.",
  ),
  WEB_CONCURRENCY: number(1, 1, 64).describe("Processes that `npm start` serves with."),
  SMTP_URL: z
    .string()
    .default("")
    .describe(
      "`smtp://user:password@host:587`; TLS is required, but on localhost. Empty: mail is written to `DATA_DIR/mail`.",
    ),
  MAIL_FROM: z.string().default(brand.mail.from).describe("The sender of every mail."),
  DEFAULT_LANGUAGE: z
    .enum(LANGUAGE_CODES)
    .default("en")
    .describe(
      "Language of those who have chosen none and whose browser asks for none that there is.",
    ),
  TRUSTED_PROXY_HOPS: number(0, 0, 10).describe(
    "How many proxies in front may be believed about `X-Forwarded-For`.",
  ),
  SESSION_IDLE_MINUTES: number(120, 5, 1440).describe(
    "A session that was not remembered ends after this long without a request.",
  ),
  SESSION_ABSOLUTE_HOURS: number(24, 1, 168).describe(
    "A session that was not remembered ends this long after sign-in.",
  ),
  REMEMBER_IDLE_DAYS: number(14, 1, 90).describe(
    "A remembered session ends after this long without a request.",
  ),
  REMEMBER_ABSOLUTE_DAYS: number(30, 1, 365).describe(
    "A remembered session ends this long after sign-in.",
  ),
  PASSWORD_MIN_LENGTH: number(12, 8, 64).describe(
    "Shortest password accepted. NIST recommends 15 where no second factor is used.",
  ),
  PASSWORD_COST: number(12, 4, 16).describe("bcrypt cost: each step doubles the work."),
  PASSWORD_PEPPER: z
    .string()
    .default(DEFAULT_PEPPER)
    .describe(
      "Key mixed into every password before bcrypt. Losing it makes all passwords useless.",
    ),
  PASSWORD_PEPPER_PREVIOUS: list.describe(
    "Earlier peppers, comma separated; a record is upgraded at its owner's next sign-in.",
  ),
  PASSWORD_THREADS: number(0, 0, 64).describe(
    "Threads that hash passwords, shared out among the processes; 0 means one a core.",
  ),
  MAIL_RETENTION_DAYS: number(7, 1, 3650).describe(
    "Delivered mail, already emptied, leaves the outbox after this long.",
  ),
  EVENT_RETENTION_DAYS: number(365, 30, 3650).describe("Security events are kept this long."),
  LOG_LEVEL: z
    .enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"])
    .default("info")
    .describe("How much the server logs."),
} as const;

const schema = z.object(variables);

export type Env = z.infer<typeof schema> & {
  readonly production: boolean;
  readonly https: boolean;
  readonly postgres: boolean;
  /** Current secret first, then the previous ones. */
  readonly secrets: readonly [string, ...string[]];
  /** Current pepper first, then the previous ones. */
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
  if (!https && production && !LOCAL_HOSTS.has(url.hostname)) {
    throw new EnvError(`NEXTAUTH_URL must use https:// in production, away from localhost`);
  }
  for (const secret of [env.NEXTAUTH_SECRET, ...env.NEXTAUTH_SECRET_PREVIOUS]) checkSecret(secret);
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL)) {
    throw new EnvError("DATABASE_URL must start with postgres:// (leave it empty for SQLite)");
  }
  if (env.DATABASE_URL && !URL.canParse(env.DATABASE_URL)) {
    throw new EnvError("DATABASE_URL is not a URL: a password with / or @ must be percent-encoded");
  }
  return {
    ...env,
    NEXTAUTH_URL: url.origin,
    production,
    https,
    postgres: env.DATABASE_URL !== "",
    secrets: [env.NEXTAUTH_SECRET, ...env.NEXTAUTH_SECRET_PREVIOUS],
    peppers: [env.PASSWORD_PEPPER, ...env.PASSWORD_PEPPER_PREVIOUS],
  };
}

function parseOrigin(value: string): URL {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new EnvError(`NEXTAUTH_URL is not a URL: give an origin such as http://localhost:3000`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new EnvError("NEXTAUTH_URL must start with http:// or https://");
  }
  // A path would make next-auth's own middleware treat every page below it as public.
  if (url.pathname !== "/" || url.search || url.hash) {
    throw new EnvError("NEXTAUTH_URL must be an origin without a path");
  }
  return url;
}

function checkSecret(secret: string): void {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new EnvError(`NEXTAUTH_SECRET is too short: ${MIN_SECRET_LENGTH} characters or more`);
  }
  if (SAMPLE_SECRETS.test(secret)) {
    throw new EnvError("NEXTAUTH_SECRET is a sample value: generate a random one");
  }
}

// `next build` loads every route but serves none, so it must not need real secrets.
const BUILDING = process.env.NEXT_PHASE === "phase-production-build";
const BUILD_ONLY = {
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
};

/** The environment of this process, parsed once. */
export const env: Env = readEnv(BUILDING ? { ...process.env, ...BUILD_ONLY } : process.env);
