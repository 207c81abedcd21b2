import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync } from "node:fs";

const FILE = ".env.local";

/** Where an app listens if nobody says otherwise. */
const USUAL_PORT = 3000;

/**
 * Generates the settings that a first start on a developer's machine needs, and appends them to
 * `.env.local`. A deployment (PostgreSQL, or https) gets none: a secret generated there would differ
 * between processes, or change without the operator's knowledge.
 *
 * An app away from the usual port is probably not the only one on this machine. A browser takes all ports of
 * a host for one and would replace the other app's session cookie at sign-in, so its cookies get names of their own.
 * Only with the first secret: later it would sign everybody out.
 *
 * @returns whether anything was written.
 */
export function ensureLocalSettings(env = process.env) {
  if (env.DATABASE_URL || env.NEXTAUTH_URL?.startsWith("https:")) return false;
  /** @type {[string, string][]} */
  const wanted = [
    ["NEXTAUTH_URL", `http://localhost:${env.PORT || USUAL_PORT}`],
    ["NEXTAUTH_SECRET", randomSecret()],
    ["PASSWORD_PEPPER", randomSecret()],
  ];
  const settings = wanted.filter(([name]) => !env[name]);
  if (settings.length === 0) return false;
  const { NEXTAUTH_URL = "" } = { ...Object.fromEntries(settings), ...env };
  const port = URL.canParse(NEXTAUTH_URL) ? Number(new URL(NEXTAUTH_URL).port) : 0;
  const first = !env.NEXTAUTH_SECRET && env.COOKIE_PREFIX === undefined;
  if (first && port && port !== USUAL_PORT) settings.push(["COOKIE_PREFIX", `local-${port}`]);
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
