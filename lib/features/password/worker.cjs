// Runs in a worker thread (see pool.ts). Plain CommonJS on purpose: the thread loads this very
// file, also from a production build, which does not compile it.
const os = require("node:os");
const bcrypt = require("bcryptjs");

// Whoever is not signing in goes first. On Linux this is the thread's own priority; elsewhere it
// would be the whole process's.
if (process.platform === "linux") {
  const { PRIORITY_BELOW_NORMAL } = os.constants.priority;
  os.setPriority(Math.max(os.getPriority(), PRIORITY_BELOW_NORMAL));
}

/** @param {{ secret: string, cost: number }} task @returns {string} a bcrypt record */
exports.hash = ({ secret, cost }) => bcrypt.hashSync(secret, cost);

/** @param {{ secret: string, record: string }} task @returns {boolean} whether they fit */
exports.compare = ({ secret, record }) => bcrypt.compareSync(secret, record);

// Records of other programs.
Object.assign(exports, require("./foreign/check.cjs"));
