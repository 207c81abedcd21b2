import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { sqliteFile } from "../../lib/platform/config/shared.mjs";

const FILE = ".env.local";

/**
 * Invents what a first start on one's own machine needs and appends it to
 * `.env.local`. A deployment (PostgreSQL, or https) gets nothing: a secret
 * made up there would differ between processes, or change behind the operator's back.
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
  // Never for a database that has passwords: a new pepper makes them useless.
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
  // Prisma's tools may leave an empty one.
  return file !== undefined && file.size > 0;
}

/** A line break, when the file's last line has none. */
function separator() {
  return existsSync(FILE) && /[^\n]$/.test(readFileSync(FILE, "utf8")) ? "\n" : "";
}
