import { createHash, createHmac } from "node:crypto";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { runInPool } from "./pool";

/**
 * A stored record is `hmac-sha384:<key id>$2b$12$…`: bcrypt over base64(HMAC-SHA384(pepper,
 * password)), so that bcrypt's cut at 72 bytes never bites and a leaked table cannot be tried
 * against plain bcrypt dumps. A record that is plain bcrypt (an import) verifies too.
 * Source: OWASP Password Storage Cheat Sheet, "Pre-Hashing Passwords with bcrypt".
 */
const PREFIX = "hmac-sha384:";
const RECORD = /^(?:hmac-sha384:(?<keyId>[0-9a-f]{8}))?(?<bcrypt>\$2[aby]\$(?<cost>\d\d)\$.{53})$/;

const keyId = (pepper: string) => createHash("sha256").update(pepper).digest("hex").slice(0, 8);

const peppered = (password: string, pepper: string) =>
  createHmac("sha384", pepper).update(password.normalize("NFKC")).digest("base64");

/** Hashes a password with the current pepper and cost. About 300 ms of one thread at cost 12. */
export async function hashPassword(password: string): Promise<string> {
  const [pepper] = env.peppers;
  const secret = peppered(password, pepper);
  const record = await runInPool<string>("hash", { secret, cost: env.PASSWORD_COST });
  return `${PREFIX}${keyId(pepper)}${record}`;
}

/**
 * Checks a password against a stored record. Without a record the same work is done and the
 * answer is false: the time says nothing about whether the account exists.
 * @returns whether it fits, and whether the record should be replaced by a fresh hash.
 */
export async function verifyPassword(
  password: string,
  record: string | null,
): Promise<{ valid: boolean; outdated: boolean }> {
  const parts = record === null ? null : RECORD.exec(record)?.groups;
  if (!parts?.bcrypt) {
    await hashPassword(password);
    return { valid: false, outdated: false };
  }
  if (!isReadable(record ?? "")) {
    log.error({ keyId: parts.keyId }, "password made with a pepper that is not configured");
  }
  const pepper = env.peppers.find((candidate) => keyId(candidate) === parts.keyId);
  const secret = pepper ? peppered(password, pepper) : password;
  const valid = await runInPool<boolean>("compare", { secret, record: parts.bcrypt });
  await makeUpFor(Number(parts.cost), secret);
  const current = parts.keyId === keyId(env.peppers[0]) && Number(parts.cost) === env.PASSWORD_COST;
  return { valid, outdated: valid && !current };
}

/**
 * Whether a password can be checked against a record at all: false where its pepper is neither
 * PASSWORD_PEPPER nor a previous one, so that even the right password would be called wrong.
 */
export function isReadable(record: string): boolean {
  const made = RECORD.exec(record)?.groups?.keyId;
  return made === undefined || env.peppers.some((pepper) => keyId(pepper) === made);
}

/**
 * Does what checking an older, cheaper record has spared, so that it takes as long as an unknown
 * address does, for an account that cannot be used too. Each step of cost is twice the work: 2^c + (2^c + … + 2^(C-1)) = 2^C.
 */
async function makeUpFor(spent: number, secret: string): Promise<void> {
  for (let cost = spent; cost < env.PASSWORD_COST; cost++) {
    await runInPool<string>("hash", { secret, cost });
  }
}
