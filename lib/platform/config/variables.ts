import { z } from "zod";
import { brand } from "./brand";
import { DEFAULT_PEPPER } from "./identity.mjs";
import { LANGUAGE_CODES } from "./languages";
import { providerVariables } from "./providers/variables";

const number = (fallback: number, min: number, max: number) =>
  z.coerce
    .number({ error: () => `a whole number from ${min} to ${max} is wanted` })
    .int(`a whole number from ${min} to ${max} is wanted`)
    .min(min)
    .max(max)
    .default(fallback);

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

/** The longest time for which a browser can be trusted. */
export const MOST_TRUSTED_DAYS = 30;

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
  MIGRATE_DATABASE_URL: z
    .string()
    .default("")
    .describe(
      "Where migrations are applied, if not at `DATABASE_URL`: past a pooler, or as the owner of the tables.",
    ),
  DATABASE_REPLICA_URL: z
    .string()
    .default("")
    .describe(
      "A standby of that PostgreSQL, from which the audit trail, the lists of the administrators and downloads are read. Empty: none.",
    ),
  DATABASE_POOL: number(10, 1, 1000).describe("PostgreSQL connections of each process, at most."),
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
  COOKIE_PREFIX: z
    .string()
    // Browsers drop a cookie of such a name without https, silently: nobody could sign in.
    .regex(
      /^(?!__(?:Host|Secure|Http)-)[\w-]{0,32}$/i,
      "up to 32 letters, digits, - and _; __Host- and the like belong to browsers",
    )
    .default("")
    .describe(
      "What the names of the cookies begin with, for a second installation on the same host: a browser takes all ports of a host for one. Empty: the brand's. Another one signs everybody out.",
    ),
  HOST: z
    .string()
    .default("")
    .describe(
      "The network address to listen on. Empty: this machine only (`127.0.0.1`), if `NEXTAUTH_URL` is local or a proxy on this machine is trusted; else all.",
    ),
  PORT: number(0, 0, 65_535).describe(
    "The port to listen on. `0`: that of a local `NEXTAUTH_URL`, else 3000.",
  ),
  TRUSTED_PROXY_HOPS: number(0, 0, 10).describe(
    "How many proxies in front may be believed about `X-Forwarded-For`.",
  ),
  TRUSTED_PROXIES: list.describe(
    "Network addresses and ranges, comma separated, that may speak in `X-Forwarded-For`; empty: any that connects, if `TRUSTED_PROXY_HOPS` is set.",
  ),
  METRICS_PORT: number(0, 0, 65_535).describe(
    "Where each process tells Prometheus its metrics, at `/metrics`: this port and those after it. `0`: nowhere.",
  ),
  METRICS_HOST: z
    .string()
    .default("127.0.0.1")
    .describe("The network address of that port. Nobody is asked who they are there."),
  LIVE_STREAMS: number(5000, 1, 100_000).describe(
    "Open pages that each process keeps up to date, at most. The others show what is new when somebody comes back to them.",
  ),
  API_TOKEN_PER_MINUTE: number(600, 1, 1_000_000).describe(
    "How often one API token may call in a minute, shared out among the processes of one start.",
  ),
  CORS_ORIGINS: list.describe(
    "Origins, comma separated, whose pages may call the API by an API token, such as `https://app.example.com`; never by a cookie. Empty: none.",
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
  SIGN_UP: z
    .enum(["open", "invited", "closed"])
    .default("open")
    .describe(
      "Who can create an account: anybody, only people whom an administrator invites, or nobody on their own.",
    ),
  REQUIRE_SECOND_FACTOR: z
    .enum(["none", "admins", "everyone"])
    .default("none")
    .describe(
      "Who must have a second factor: people without one are sent to set it up, and reach nothing else until then.",
    ),
  TRUSTED_BROWSER_DAYS: number(0, 0, MOST_TRUSTED_DAYS).describe(
    "For how many days a browser can be trusted: no second factor is asked for in it. Never of administrators. `0`: each sign-in asks.",
  ),
  EMAIL_SIGN_IN: flag(false).describe(
    "Whether accounts without a password may sign in by a code that is mailed to them.",
  ),
  IMPERSONATION: flag(false).describe(
    "Whether an administrator may act for the owner of an account, to see what they see: for an hour, with a reason, of which the owner is told.",
  ),
  PASSWORD_COST: number(12, 4, 16).describe("bcrypt cost: each step doubles the work."),
  PASSWORD_PEPPER: z
    .string()
    .default(DEFAULT_PEPPER)
    .describe(
      "Key mixed into every password before bcrypt: 32 characters or more, required with https or PostgreSQL. Losing it makes all passwords useless.",
    ),
  PASSWORD_PEPPER_PREVIOUS: list.describe(
    "Earlier peppers, comma separated; a record is upgraded at its owner's next sign-in.",
  ),
  PASSWORD_THREADS: number(0, 0, 64).describe(
    "Threads that hash passwords, shared out among the processes; 0 means one a core.",
  ),
  ...providerVariables,
  MAIL_RETENTION_DAYS: number(7, 1, 3650).describe(
    "Delivered mail, already emptied, leaves the outbox after this long.",
  ),
  UNCONFIRMED_DAYS: number(30, 2, 3650).describe(
    "An account whose address nobody confirmed is deleted this long after its sign-up.",
  ),
  EVENT_RETENTION_DAYS: number(365, 30, 3650).describe("Security events are kept this long."),
  LOG_LEVEL: z
    .enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"])
    .default("info")
    .describe("How much the server logs."),
  LOG_ADDRESSES: flag(false).describe(
    "Whether lines about security events and refusals say from which IP address and about which account, for fail2ban or a SIEM.",
  ),
} as const;
