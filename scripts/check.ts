// npm run check: reports what a start would report, without starting, and tries the database and the mail
// server.

import { existsSync } from "node:fs";
import nodemailer from "nodemailer";
import type { Env } from "@/lib/platform/config/env";
import { sqliteFile } from "@/lib/platform/config/shared.mjs";
import { checkDatabase, checkEnvironment, migrationsPending } from "@/lib/web/server/boot";
import { loadEnv } from "./load-env.mjs";
import { addressOf, requireFree } from "./start/address.mjs";
import { step } from "./start/tell.mjs";

const TIMEOUT_MS = 10_000;

/** Runs one part; its error is reported, and makes the command end with 1. */
async function part(name: string, work: () => Promise<string>): Promise<void> {
  try {
    step(`ok       ${name}: ${await work()}`);
  } catch (error) {
    step(`PROBLEM  ${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

async function database(env: Env): Promise<string> {
  if (!env.postgres && !existsSync(sqliteFile(env.DATA_DIR))) {
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
  const server = nodemailer.createTransport({
    url: SMTP_URL,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  await server.verify();
  return "the server answers and accepts the user";
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
  await part("database", () => database(checked));
  if (checked.DATABASE_REPLICA_URL) await part("replica", readReplica);
  await part("mail", () => mail(checked));
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
}

void main();
