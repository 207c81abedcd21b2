// Runs in a worker thread (see pool.ts). Plain CommonJS on purpose: the thread loads this very
// file, also from a production build, which does not compile it.
const bcrypt = require("bcryptjs");

/** @param {{ secret: string, cost: number }} task @returns {string} a bcrypt record */
exports.hash = ({ secret, cost }) => bcrypt.hashSync(secret, cost);

/** @param {{ secret: string, record: string }} task @returns {boolean} whether they fit */
exports.compare = ({ secret, record }) => bcrypt.compareSync(secret, record);
