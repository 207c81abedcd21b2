import { createHash, createHmac } from "node:crypto";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { foreignCheck, type WeakAlgorithm, type Wrapped, wrappedIn } from "./foreign/records";
import { runInPool } from "./pool";

/**
 * A stored record is `hmac-sha384:<key id>$2b$12$…`: bcrypt over base64(HMAC-SHA384(pepper, password)), so
 * that bcrypt's limit of 72 bytes never applies and a leaked table cannot be tried against plain bcrypt
 * dumps. Records from an import verify, too: plain bcrypt, and those of foreign/records.ts. Source: OWASP
 * Password Storage Cheat Sheet, "Pre-Hashing Passwords with bcrypt".
 */
const PREFIX = "hmac-sha384:";
/** Of a cost that PASSWORD_COST can have: one more takes days, or is none that bcrypt knows. */
const RECORD =
  /^(?:hmac-sha384:(?<keyId>[0-9a-f]{8}))?(?<bcrypt>\$2[aby]\$(?<cost>0[4-9]|1[0-6])\$.{53})$/;

const keyId = (pepper: string) => createHash("sha256").update(pepper).digest("hex").slice(0, 8);

const peppered = (password: string, pepper: string) =>
  createHmac("sha384", pepper).update(password.normalize("NFKC")).digest("base64");

/** 16 bytes that cannot be predicted without the pepper, and belong to this address only. */
const saltOf = (owner: string, pepper: string) =>
  createHmac("sha256", pepper).update(owner).digest("base64").slice(0, 22);

/**
 * Hashes a password with the current pepper and cost. About 300 ms of one thread at cost 12.
 * @param options.alike an e-mail address: the same password for the same address gives the same record, so
 * that a repeated sign-up is recognised without a second hash
 * @throws Problem busy_account, busy_network or busy when there is no seat to hash on
 */
export async function hashPassword(
  password: string,
  { alike }: { alike?: string } = {},
): Promise<string> {
  const [pepper] = env.peppers;
  const secret = peppered(password, pepper);
  const salt = alike === undefined ? null : saltOf(alike, pepper);
  const record = await runInPool<string>("hash", { secret, cost: env.PASSWORD_COST, salt });
  return `${PREFIX}${keyId(pepper)}${record}`;
}

/**
 * Checks a password against a stored record. Without a record the same work is done and the answer is
 * false: the time does not reveal whether the account exists.
 * @returns whether it matches, and whether the record should be replaced by a new hash
 * @throws Problem as hashPassword() does
 */
export async function verifyPassword(
  password: string,
  record: string | null,
): Promise<{ valid: boolean; outdated: boolean }> {
  const foreign = record === null ? null : foreignCheck(record);
  if (foreign) {
    const task = { password, check: foreign, cost: env.PASSWORD_COST };
    const valid = await runInPool<boolean>("foreign", task);
    return { valid, outdated: valid };
  }
  const wrapped = record === null ? null : wrappedIn(record);
  if (wrapped) {
    const { valid } = await verifyPassword(await weakHash(password, wrapped), wrapped.own);
    return { valid, outdated: valid };
  }
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
  await addMissingWork(Number(parts.cost), secret);
  const current = parts.keyId === keyId(env.peppers[0]) && Number(parts.cost) === env.PASSWORD_COST;
  return { valid, outdated: valid && !current };
}

/**
 * Whether a password can be checked against a record at all: false where its pepper is neither
 * PASSWORD_PEPPER nor a previous one, so that even the right password would count as wrong.
 */
export function isReadable(record: string): boolean {
  const made = RECORD.exec(wrappedIn(record)?.own ?? record)?.groups?.keyId;
  return made === undefined || env.peppers.some((pepper) => keyId(pepper) === made);
}

const weakHash = (password: string, { algorithm, setting }: Omit<Wrapped, "own">) =>
  runInPool<string>("weak", { password, algorithm, setting });

/**
 * Hashes a hash that is too fast to be stored, as if it were the password: a thief of the table has to try
 * both. Checked by verifyPassword() like any other record.
 * @param weak what the other program stored: hexadecimal, for phpass the whole record
 * @param setting base64url: the salt in front of the password; for phpass everything except the hash
 */
export async function wrapWeak(
  weak: string,
  algorithm: WeakAlgorithm,
  setting: string,
): Promise<string> {
  return `${algorithm}:${setting}:${await hashPassword(weak)}`;
}

/**
 * Does the work that checking an older, cheaper record has saved, so that it takes as long as an unknown
 * address, even for an account that cannot be used. Each step of cost doubles the work: 2^c + (2^c + … +
 * 2^(C-1)) = 2^C.
 */
async function addMissingWork(spent: number, secret: string): Promise<void> {
  for (let cost = spent; cost < env.PASSWORD_COST; cost++) {
    await runInPool<string>("hash", { secret, cost, salt: null });
  }
}
