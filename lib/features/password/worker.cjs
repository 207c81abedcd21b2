// Runs in a worker thread (see pool.ts). Plain CommonJS on purpose: the thread loads this very
// file, also from a production build, which does not compile it.
const os = require("node:os");
const bcrypt = require("bcryptjs");

// Other work goes first. On Linux this sets the thread's own priority; elsewhere it would set the whole
// process's.
if (process.platform === "linux") {
  const { PRIORITY_BELOW_NORMAL } = os.constants.priority;
  os.setPriority(Math.max(os.getPriority(), PRIORITY_BELOW_NORMAL));
}

/**
 * @param {{ secret: string, cost: number, salt: string | null }} task `salt`: 16 bytes in base64, or random ones
 * @returns {string} a bcrypt record
 */
exports.hash = ({ secret, cost, salt }) =>
  bcrypt.hashSync(secret, salt ? setting(cost, salt) : cost);

/** @param {number} cost @param {string} salt @returns {string} the part of a record that is not the hash */
const setting = (cost, salt) =>
  `$2b$${String(cost).padStart(2, "0")}$${bcrypt.encodeBase64(Buffer.from(salt, "base64"), 16)}`;

/** @param {{ secret: string, record: string }} task @returns {boolean} whether they fit */
exports.compare = ({ secret, record }) => bcrypt.compareSync(secret, record);

// Records of other programs.
Object.assign(exports, require("./foreign/check.cjs"));
