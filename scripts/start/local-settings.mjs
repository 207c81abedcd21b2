import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { sqliteFile } from "../../lib/platform/config/shared.mjs";

const FILE = ".env.local";

/**
 * Generates the settings that a first start on a developer's machine needs, and appends them to
 * `.env.local`. A deployment (PostgreSQL, or https) gets none: a secret generated there would differ
 * between processes, or change without the operator's knowledge.
 *
 * @returns whether anything was written.
 */
export function ensureLocalSettings(env = process.env) {
  if (env.DATABASE_URL || env.NEXTAUTH_URL?.startsWith("https:")) return false;
  /** @type {[string, string][]} */
  const wanted = [
    ["NEXTAUTH_URL", `http://localhost:${env.PORT || 3000}`],
    ["NEXTAUTH_SECRET", randomSecret()],
  ];
  // Not if the database has passwords: a new pepper would make them useless.
  if (!hasDatabase(env)) wanted.push(["PASSWORD_PEPPER", randomSecret()]);
  const settings = wanted.filter(([name]) => !env[name]);
  if (settings.length === 0) return false;
  appendFileSync(
    FILE,
    separator() + settings.map(([name, value]) => `${name}=${value}\n`).join(""),
    {
      mode: 0o600,
    },
  );
  chmodSync(FILE, 0o600);
  Object.assign(env, Object.fromEntries(settings));
  return true;
}

function randomSecret() {
  return randomBytes(32).toString("base64url");
}

/** @param {NodeJS.ProcessEnv} env */
function hasDatabase(env) {
  const file = statSync(sqliteFile(env.DATA_DIR), { throwIfNoEntry: false });
  // Prisma's tools may leave an empty file.
  return file !== undefined && file.size > 0;
}

/** A line break, if the file's last line has none. */
function separator() {
  return existsSync(FILE) && /[^\n]$/.test(readFileSync(FILE, "utf8")) ? "\n" : "";
}
