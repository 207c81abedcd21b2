// npm run check: reports what a start would report, without starting, and tries the database and the mail
// server.

import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Env } from "@/lib/platform/config/env";
import { sqliteFile } from "@/lib/platform/config/shared.mjs";
import { knownMigrations } from "@/lib/platform/db/migration-files";
import { checkDatabase, checkEnvironment, migrationsPending } from "@/lib/web/server/boot";
import { loadEnv } from "./load-env.mjs";
import { addressOf, requireFree } from "./start/address.mjs";
import { checkMigrationUrl } from "./start/migration-url.mjs";
import { step } from "./start/tell.mjs";

/** Runs one part; its error is reported, and makes the command end with 1. */
async function part(name: string, work: () => Promise<string>): Promise<void> {
  try {
    step(`ok       ${name}: ${await work()}`);
  } catch (error) {
    step(`PROBLEM  ${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

/** @throws Error when a start could not make the SQLite file in that folder, or the folder itself */
function requireRoomFor(folder: string): void {
  const parent = path.dirname(folder);
  if (!existsSync(folder) && parent !== folder) {
    requireRoomFor(parent);
    return;
  }
  if (!statSync(folder).isDirectory()) throw new Error(`DATA_DIR: ${folder} is not a folder`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`DATA_DIR: nothing can be written in ${folder}`);
  }
}

async function database(env: Env): Promise<string> {
  if (!env.postgres && !existsSync(sqliteFile(env.DATA_DIR))) {
    requireRoomFor(path.resolve(env.DATA_DIR));
    if (!env.AUTO_MIGRATE) throw migrationsPending(knownMigrations("sqlite"));
    return "there is none yet, a start makes it";
  }
  const { pending } = await checkDatabase();
  if (pending.length > 0) {
    if (!env.AUTO_MIGRATE) throw migrationsPending(pending);
    return `it answers; a start applies ${pending.join(", ")}`;
  }
  const { missingKeys } = await import("@/lib/web/server/keys");
  const missing = await missingKeys();
  if (missing.length > 0) throw new Error(missing.join("; "));
  return "it answers and is up to date, and its passwords, mails and authenticator apps can be read";
}

async function readReplica(): Promise<string> {
  const { checkReplica } = await import("@/lib/platform/db/replica");
  await checkReplica();
  return "it answers and has all that the primary has";
}

async function mail({ SMTP_URL, DATA_DIR }: Env): Promise<string> {
  if (!SMTP_URL) return `no SMTP_URL: mail is written to ${DATA_DIR}/mail`;
  const { checkMailServer } = await import("@/lib/platform/mail/transport");
  await checkMailServer();
  return "the server answers and accepts the user";
}

async function metrics({ METRICS_HOST, METRICS_PORT, WEB_CONCURRENCY }: Env): Promise<string> {
  const last = METRICS_PORT + WEB_CONCURRENCY - 1;
  const { port: ours } = addressOf();
  if (METRICS_PORT <= ours && ours <= last) {
    throw new Error(`METRICS_PORT is ${METRICS_PORT}, so port ${ours} would be the app's own, too`);
  }
  for (let port = METRICS_PORT; port <= last; port++) {
    await requireFree({ host: METRICS_HOST, port }, { host: "METRICS_HOST", port: "METRICS_PORT" });
  }
  const ports = last === METRICS_PORT ? `port ${last} is` : `ports ${METRICS_PORT} to ${last} are`;
  return `${METRICS_HOST}, ${ports} free`;
}

async function main(): Promise<void> {
  Object.assign(process.env, { NODE_ENV: "production" });
  loadEnv();
  let env: Env | undefined;
  await part("environment", async () => {
    env = await checkEnvironment();
    return "every variable is valid";
  });
  if (!env) return;
  const checked = env;
  const { host, port } = addressOf();
  await part("address", async () => {
    await requireFree({ host, port });
    return `${host}, port ${port} is free, for ${checked.NEXTAUTH_URL}`;
  });
  if (checked.METRICS_PORT) await part("metrics", () => metrics(checked));
  await part("database", () => database(checked));
  if (checked.MIGRATE_DATABASE_URL) {
    await part("migrations", async () => {
      await checkMigrationUrl();
      return "MIGRATE_DATABASE_URL leads to the same database";
    });
  }
  if (checked.DATABASE_REPLICA_URL) await part("replica", readReplica);
  await part("mail", () => mail(checked));
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
}

void main();
