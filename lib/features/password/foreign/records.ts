/**
 * Password records of other programs, as an import stores them. Each is one line that names its scheme;
 * docs/decisions/042-imported-passwords.md has the list. Their content came from a file, so every parameter
 * has an upper bound: a record must not be able to demand gigabytes, or minutes.
 */

const MEMORY_LIMIT = 128 * 2 ** 20;
/** For scrypt, N·r·p; OWASP's recommendation is half of it. */
const SCRYPT_LIMIT = 2 ** 21;
/** For argon2, KiB times passes: about a second of one core. */
const ARGON_LIMIT = 2 ** 19;
/** For PBKDF2, for all blocks of the hash together. */
const ITERATIONS_LIMIT = 2_000_000;
/** Bytes of one block, as long as what the digest gives. */
const BLOCKS: Record<string, number> = { sha1: 20, sha256: 32, sha512: 64 };
const BCRYPT_LIMIT = 14;
/** log2 of the rounds of phpass. */
const PHPASS_LIMIT = 16;
const TEXT_LIMIT = 1024;
/** A shorter one would let wrong passwords in. */
const LEAST_HASH = 16;
const MOST_HASH = 128;

/** What a thread does to check a password: a function of worker.cjs and its arguments. */
export type ForeignCheck =
  | { kind: "pbkdf2"; digest: string; iterations: number; salt: string; hash: string }
  | { kind: "scrypt"; n: number; r: number; p: number; nfkc: boolean; salt: string; hash: string }
  | { kind: "firebase"; n: number; r: number; salt: string; key: string; hash: string }
  | { kind: "argon2"; record: string }
  | { kind: "wordpress" | "sha256-bcrypt"; bcrypt: string };

/** A hash that is too fast to be stored: bcrypt, with the pepper, wraps it. */
export type Wrapped = { algorithm: WeakAlgorithm; setting: string; own: string };

// biome-ignore lint/plugin: bcrypt stands over each of them
const WEAK = ["md5", "sha1", "sha256", "sha512", "phpass"] as const;

export type WeakAlgorithm = (typeof WEAK)[number];

// Base64 is the standard's, or PHC's, which leaves the = out.
const PBKDF2 =
  /^\$pbkdf2-(?<digest>sha1|sha256|sha512)\$i=(?<i>\d{1,9})\$(?<salt>[\w+/]*={0,2})\$(?<hash>[\w+/]*={0,2})$/;
const SCRYPT =
  /^\$scrypt\$n=(?<n>\d{1,9}),r=(?<r>\d{1,4}),p=(?<p>\d{1,4})(?<nfkc>,nfkc)?\$(?<salt>[\w+/]*={0,2})\$(?<hash>[\w+/]*={0,2})$/;
const FIREBASE =
  /^\$fbscrypt\$v=1,n=(?<n>\d{1,2}),r=(?<r>\d{1,3}),p=1,ss=(?<separator>[\w+/]*={0,2}),sk=(?<key>[\w+/]*={0,2})\$(?<salt>[\w+/]*={0,2})\$(?<hash>[\w+/]*={0,2})$/;
const ARGON =
  /^\$argon2(?:id|i|d)\$v=19\$m=(?<m>\d{1,9}),t=(?<t>\d{1,5}),p=(?<p>\d{1,3})\$(?<salt>[\w+/]*)\$(?<hash>[\w+/]*)$/;
const BCRYPT = /^\$2[aby]\$(?<cost>\d\d)\$[./A-Za-z0-9]{53}$/;
/** One of ours, of a cost that PASSWORD_COST can have; a regular expression of it is in hash.ts. */
const OWN = /^hmac-sha384:[0-9a-f]{8}\$2b\$(?:0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$/;
const OVER_BCRYPT = { wordpress: "$wp", "sha256-bcrypt": "$bcrypt-sha256" } as const;
const WRAPPED = /^(?<algorithm>\w+):(?<setting>[\w-]*):(?<own>hmac-sha384:.+)$/;

const bytesIn = (base64 = "") => Buffer.from(base64, "base64").length;

const fits = (hash = "") => bytesIn(hash) >= LEAST_HASH && bytesIn(hash) <= MOST_HASH;

const isPowerOfTwo = (n: number) => n > 1 && Number.isInteger(Math.log2(n));

/**
 * How a record of another program is checked.
 * @returns null for any other text, and for parameters beyond the bounds
 */
export function foreignCheck(record: string): ForeignCheck | null {
  if (record.length > TEXT_LIMIT) return null;
  for (const read of READERS) {
    const check = read(record);
    if (check) return check;
  }
  return null;
}

const READERS: readonly ((record: string) => ForeignCheck | null)[] = [
  (record) => {
    const { digest = "", i, salt = "", hash = "" } = PBKDF2.exec(record)?.groups ?? {};
    const iterations = Number(i);
    const work = iterations * Math.ceil(bytesIn(hash) / (BLOCKS[digest] ?? 1));
    if (!(iterations >= 1 && work <= ITERATIONS_LIMIT) || !fits(hash)) return null;
    return { kind: "pbkdf2", digest, iterations, salt, hash };
  },
  (record) => {
    const { nfkc, salt = "", hash = "", ...cost } = SCRYPT.exec(record)?.groups ?? {};
    const [n, r, p] = [Number(cost.n), Number(cost.r), Number(cost.p)];
    if (!isScryptBounded(n, r, p) || !fits(hash)) return null;
    return { kind: "scrypt", n, r, p, nfkc: nfkc !== undefined, salt, hash };
  },
  (record) => {
    const {
      separator,
      key = "",
      salt = "",
      hash = "",
      ...cost
    } = FIREBASE.exec(record)?.groups ?? {};
    const [n, r] = [2 ** Number(cost.n), Number(cost.r)];
    if (!isScryptBounded(n, r, 1) || !fits(hash) || bytesIn(key) > MOST_HASH) return null;
    // Firebase appends the separator to the salt.
    const salted = Buffer.concat([
      Buffer.from(salt, "base64"),
      Buffer.from(separator ?? "", "base64"),
    ]);
    return { kind: "firebase", n, r, salt: salted.toString("base64"), key, hash };
  },
  (record) => {
    const { m, t, p, salt, hash } = ARGON.exec(record)?.groups ?? {};
    const [kibibytes, passes, lanes] = [Number(m), Number(t), Number(p)];
    const bounded = kibibytes * 1024 <= MEMORY_LIMIT && kibibytes * passes <= ARGON_LIMIT;
    // RFC 9106, 3.1.
    const sane = passes >= 1 && lanes >= 1 && kibibytes >= 8 * lanes && bytesIn(salt) >= 8;
    return bounded && sane && fits(hash) ? { kind: "argon2", record } : null;
  },
  (record) => overBcrypt("wordpress", record),
  (record) => overBcrypt("sha256-bcrypt", record),
];

function isScryptBounded(n: number, r: number, p: number): boolean {
  if (!isPowerOfTwo(n) || r < 1 || p < 1) return false;
  return 128 * n * r <= MEMORY_LIMIT && n * r * p <= SCRYPT_LIMIT;
}

function overBcrypt(kind: keyof typeof OVER_BCRYPT, record: string): ForeignCheck | null {
  const prefix = OVER_BCRYPT[kind];
  const bcrypt = record.slice(prefix.length);
  return record.startsWith(prefix) && isBoundedBcrypt(bcrypt) ? { kind, bcrypt } : null;
}

/** Whether a record is plain bcrypt within the allowed cost. */
export function isBoundedBcrypt(record: string): boolean {
  const cost = Number(BCRYPT.exec(record)?.groups?.cost);
  return cost >= 4 && cost <= BCRYPT_LIMIT;
}

/** Whether a record is one of ours. It may come out of a file, too: that of another installation, or made up. */
export const isOwn = (record: string): boolean => OWN.test(record);

/** The parts of a record that wraps a weak hash; null for any other. */
export function wrappedIn(record: string): Wrapped | null {
  const { algorithm, setting = "", own = "" } = WRAPPED.exec(record)?.groups ?? {};
  const known = WEAK.find((weak) => weak === algorithm);
  return known && isBoundedWeak(known, setting) && isOwn(own)
    ? { algorithm: known, setting, own }
    : null;
}

const ITOA64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Whether the settings of a weak hash are possible. @param setting base64url */
export function isBoundedWeak(algorithm: WeakAlgorithm, setting: string): boolean {
  const text = Buffer.from(setting, "base64url").toString("latin1");
  if (algorithm !== "phpass") return text.length <= MOST_HASH;
  const rounds = ITOA64.indexOf(text[3] ?? " ");
  return /^\$[PH]\$.{9}$/s.test(text) && rounds >= 7 && rounds <= PHPASS_LIMIT;
}
