import {
  foreignCheck,
  isBoundedBcrypt,
  isBoundedWeak,
  isOwn,
  type WeakAlgorithm,
  wrappedIn,
} from "@/lib/features/password/foreign/records";

/**
 * A password as another program stored it: a record that can be kept as it is, a hash that is too fast for
 * that, or the reason why it is not imported.
 */
export type GivenPassword =
  | { record: string }
  | { weak: string; algorithm: WeakAlgorithm; setting: string }
  | { refused: string }
  | null;

const BCRYPT = /^\$2[aby]\$\d\d\$/;
const OWN = /^hmac-sha384:/;
const PHC_PBKDF2 = /^\$pbkdf2-(sha1|sha256|sha512)\$i=(\d+)(?:,l=\d+)?\$([^$]+)\$([^$]+)$/;
const DJANGO_PBKDF2 = /^pbkdf2_(sha1|sha256|sha512)\$(\d+)\$([^$]+)\$([^$]+)$/;
const DJANGO_SCRYPT = /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$([^$]+)$/;
const DJANGO_FAST = /^(md5|sha1)\$([^$]*)\$([0-9a-f]+)$/;
const BETTER_AUTH = /^([0-9a-f]{32}):([0-9a-f]{128})$/;
const PHPASS = /^(\$[PH]\$.{9})[./0-9A-Za-z]{22}$/;
const ASP_NET = /^AQAAAA[A-Za-z0-9+/]{40,}={0,2}$/;
const NONE = /^[!*]/;

/** How many hexadecimal digits the fast hashes have. */
const FAST = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;

/** Whether this is the name of a hash that is too fast to be kept. */
export const isFast = (name: string | null | undefined): name is keyof typeof FAST =>
  name !== null && name !== undefined && Object.hasOwn(FAST, name);

const UNKNOWN = "its format is not known";

/**
 * Recognises a password record by its format.
 * @param hasher its format where the source names it: hexadecimal digits alone could be anything
 */
export function recognise(text: string | null, hasher: string | null = null): GivenPassword {
  const record = text?.trim() ?? "";
  if (record === "" || NONE.test(record)) return null;
  for (const read of FORMATS) {
    const given = read(record);
    if (given) return "record" in given ? bounded(given.record) : given;
  }
  const named = hasher?.toLowerCase();
  return (isFast(named) ? fast(named, record, "") : null) ?? { refused: UNKNOWN };
}

const FORMATS: readonly ((text: string) => GivenPassword)[] = [
  (text) => (BCRYPT.test(text) || OWN.test(text) ? { record: text } : null),
  (text) => (wrappedIn(text) ? { record: text } : null),
  (text) =>
    /^\$(argon2|scrypt|fbscrypt|wp|bcrypt-sha256)/.test(text) ? { record: unpadded(text) } : null,
  // Django's names in front of records that have names themselves.
  (text) =>
    /^(argon2|bcrypt)\$/.test(text)
      ? recognise(text.slice(text.indexOf("$") + 1).replace(/^argon2/, "$argon2"))
      : null,
  (text) =>
    text.startsWith("bcrypt_sha256$$") ? { record: `$bcrypt-sha256${text.slice(14)}` } : null,
  (text) => {
    const [, digest, iterations, salt = "", hash = ""] = PHC_PBKDF2.exec(text) ?? [];
    return digest ? pbkdf2(digest, iterations, standard(salt), standard(hash)) : null;
  },
  (text) => {
    const [, digest, iterations, salt = "", hash = ""] = DJANGO_PBKDF2.exec(text) ?? [];
    return digest ? pbkdf2(digest, iterations, base64(salt), hash) : null;
  },
  (text) => {
    const [, n, salt = "", r, p, hash = ""] = DJANGO_SCRYPT.exec(text) ?? [];
    return n ? { record: `$scrypt$n=${n},r=${r},p=${p}$${base64(salt)}$${hash}` } : null;
  },
  (text) => {
    const [, algorithm, salt = "", hash = ""] = DJANGO_FAST.exec(text) ?? [];
    return algorithm ? fast(algorithm as "md5" | "sha1", hash, salt) : null;
  },
  (text) => {
    // The digits themselves are the salt, as text.
    const [, salt = "", key = ""] = BETTER_AUTH.exec(text) ?? [];
    if (!salt) return null;
    const hash = Buffer.from(key, "hex").toString("base64");
    return { record: `$scrypt$n=16384,r=16,p=1,nfkc$${base64(salt)}$${hash}` };
  },
  (text) => {
    const [, setting = ""] = PHPASS.exec(text) ?? [];
    if (!setting) return null;
    return weak(text, "phpass", Buffer.from(setting).toString("base64url"));
  },
  (text) => (ASP_NET.test(text) ? aspNet(Buffer.from(text, "base64")) : null),
];

/** A record with a trailing =: PHC leaves it out, and some programs do not. */
const unpadded = (text: string) =>
  text.startsWith("$argon2") ? text.replace(/=+(?=\$|$)/g, "") : text;

/** passlib's base64 has a dot for the plus. */
const standard = (text: string) => text.replaceAll(".", "+");

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** @param salt base64 @param hash base64 */
export const pbkdf2 = (
  digest: string,
  iterations: unknown,
  salt: string,
  hash: string,
): GivenPassword => bounded(`$pbkdf2-${digest}$i=${iterations}$${salt}$${hash}`);

/** ASP.NET Core Identity, version 3: 01, then function, iterations and length of the salt, 4 bytes each. */
function aspNet(bytes: Buffer): GivenPassword {
  // biome-ignore lint/plugin: the function that the file names; PBKDF2 does not rest on collisions
  const digest = ["sha1", "sha256", "sha512"][bytes.readUInt32BE(1)];
  const end = 13 + bytes.readUInt32BE(9);
  if (!digest || end > bytes.length) return { refused: UNKNOWN };
  const [salt, hash] = [bytes.subarray(13, end), bytes.subarray(end)];
  return pbkdf2(digest, bytes.readUInt32BE(5), salt.toString("base64"), hash.toString("base64"));
}

/** A hash of a fast function, with or without a salt in front of the password. @param hash hexadecimal */
export function fast(algorithm: keyof typeof FAST, hash: string, salt: string): GivenPassword {
  if (!/^[0-9a-f]+$/i.test(hash) || hash.length !== FAST[algorithm]) return null;
  return weak(hash.toLowerCase(), algorithm, Buffer.from(salt).toString("base64url"));
}

function weak(text: string, algorithm: WeakAlgorithm, setting: string): GivenPassword {
  if (!isBoundedWeak(algorithm, setting)) return { refused: "its parameters are out of bounds" };
  return { weak: text, algorithm, setting };
}

/** Refuses what would take too long or too much memory: the file may be an attack, or damaged. */
function bounded(record: string): GivenPassword {
  const known =
    isOwn(record) ||
    wrappedIn(record) !== null ||
    isBoundedBcrypt(record) ||
    foreignCheck(record) !== null;
  return known ? { record } : { refused: "it is damaged, or its parameters are out of bounds" };
}
