// What a thread of worker.cjs computes for records of other programs; records.ts has parsed and bounded
// them. Plain CommonJS for the same reason as worker.cjs.
const crypto = require("node:crypto");
const bcrypt = require("bcryptjs");

/** @param {string} base64 */
const bytes = (base64) => Buffer.from(base64, "base64");

/** @param {Buffer | Uint8Array} made @param {string} stored base64 */
const same = (made, stored) => {
  const wanted = bytes(stored);
  return made.length === wanted.length && crypto.timingSafeEqual(made, wanted);
};

/**
 * @param {string} password @param {Buffer} salt @param {number} length
 * @param {{ n: number, r: number, p: number }} cost
 */
const scrypt = (password, salt, length, { n, r, p }) =>
  // Node's own limit is 32 MB; it takes 128·r·(N + p) and a little.
  crypto.scryptSync(password, salt, length, { N: n, r, p, maxmem: 129 * r * (n + p) + 2 ** 20 });

// As PHP's trim() does.
const BLANK = " \t\n\r\0\v";

/** @param {string} text */
function trimmed(text) {
  let [from, to] = [0, text.length];
  while (from < to && BLANK.includes(text[from] ?? "")) from++;
  while (to > from && BLANK.includes(text[to - 1] ?? "")) to--;
  return text.slice(from, to);
}

/** @type {Record<string, (password: string, check: any) => boolean | Promise<boolean>>} */
const CHECKS = {
  pbkdf2: (password, { digest, iterations, salt, hash }) =>
    same(crypto.pbkdf2Sync(password, bytes(salt), iterations, bytes(hash).length, digest), hash),
  scrypt: (password, { nfkc, salt, hash, ...cost }) => {
    const typed = nfkc ? password.normalize("NFKC") : password;
    return same(scrypt(typed, bytes(salt), bytes(hash).length, cost), hash);
  },
  // What is stored is the project's key, encrypted with the hash of the password.
  firebase: (password, { n, r, salt, key, hash }) => {
    const secret = scrypt(password, bytes(salt), 32, { n, r, p: 1 });
    const cipher = crypto.createCipheriv("aes-256-ctr", secret, Buffer.alloc(16));
    return same(Buffer.concat([cipher.update(bytes(key)), cipher.final()]), hash);
  },
  // Loaded only for such a record: Node has had argon2 built in only since 24.7.
  argon2: (password, { record }) => require("hash-wasm").argon2Verify({ password, hash: record }),
  wordpress: (password, check) => {
    const hmac = crypto.createHmac("sha384", "wp-sha384").update(trimmed(password));
    return bcrypt.compareSync(hmac.digest("base64"), check.bcrypt);
  },
  "sha256-bcrypt": (password, check) =>
    bcrypt.compareSync(crypto.createHash("sha256").update(password).digest("hex"), check.bcrypt),
};

/**
 * Checks a password, and then spends the time that our own check would have taken longer: first a known
 * share of that work, which shows how long the whole takes here and now, then halves of the rest.
 *
 * @param {{ password: string, check: { kind: string }, cost: number }} task
 * @returns {Promise<boolean>} whether they fit
 */
exports.foreign = async ({ password, check, cost }) => {
  const began = performance.now();
  const verify = CHECKS[check.kind];
  const valid = verify ? await verify(password, check) : false;
  const taken = performance.now() - began;
  const sample = Math.max(4, cost - 4);
  const before = performance.now();
  bcrypt.hashSync("sample", sample);
  const whole = (performance.now() - before) * 2 ** (cost - sample);
  let left = 1 - taken / whole - 2 ** (sample - cost);
  for (let step = cost - 1; step >= 4; step--) {
    const share = 2 ** (step - cost);
    if (left < share) continue;
    bcrypt.hashSync("rest", step);
    left -= share;
  }
  return valid;
};

const ITOA64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** phpass's own base64: from the low bits on. @param {Buffer} data */
function itoa64(data) {
  let text = "";
  for (let at = 0; at < data.length; at += 3) {
    const group = data.subarray(at, at + 3);
    let value = (group[0] ?? 0) | ((group[1] ?? 0) << 8) | ((group[2] ?? 0) << 16);
    for (let n = 0; n <= group.length; n++, value >>= 6) text += ITOA64[value & 63];
  }
  return text;
}

/** @param {string} password @param {string} setting `$P$`, log2 of the rounds, 8 letters of salt */
function phpass(password, setting) {
  // biome-ignore lint/plugin: phpass is made of it, and bcrypt stands over it
  const md5 = (/** @type {Buffer} */ data) => crypto.createHash("md5").update(data).digest();
  const typed = Buffer.from(password);
  let hash = md5(Buffer.concat([Buffer.from(setting.slice(4), "latin1"), typed]));
  for (let round = 2 ** ITOA64.indexOf(setting[3] ?? ""); round > 0; round--) {
    hash = md5(Buffer.concat([hash, typed]));
  }
  return setting + itoa64(hash);
}

/**
 * The hash that a weak program stored of a password, as text.
 *
 * @param {{ password: string, algorithm: string, setting: string }} task `setting` in base64url: the
 * salt, which stands in front of the password; of phpass all but the hash.
 * @returns {string} in hexadecimal; of phpass the whole record
 */
exports.weak = ({ password, algorithm, setting }) => {
  const given = Buffer.from(setting, "base64url");
  if (algorithm === "phpass") return phpass(password, given.toString("latin1"));
  return crypto.createHash(algorithm).update(given).update(password).digest("hex");
};
