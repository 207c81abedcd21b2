import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync } from "node:fs";

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
    ["PASSWORD_PEPPER", randomSecret()],
  ];
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

/** A line break, if the file's last line has none. */
function separator() {
  return existsSync(FILE) && /[^\n]$/.test(readFileSync(FILE, "utf8")) ? "\n" : "";
}
