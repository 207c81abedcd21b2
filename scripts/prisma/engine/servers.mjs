import pg from "pg";

/**
 * Opens a connection.
 *
 * @param {string} url for `pg`.
 */
export async function connect(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A pending query rejects anyway; unheard, the event would end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/**
 * Finds the server that takes writes. One server is taken as it is: what it says of itself is told later.
 *
 * @param {string[]} servers the URL of each, for `pg`.
 * @returns {Promise<string>} the first that answers and is no standby.
 * @throws what the last of them said.
 */
export async function findPrimary(servers) {
  const [only = ""] = servers;
  if (servers.length < 2) return only;
  /** @type {unknown} */
  let refusal = new Error("All servers are standbys: none takes writes");
  for (const url of servers) {
    try {
      if (await takesWrites(url)) return url;
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

/** @param {string} url */
async function takesWrites(url) {
  const client = await connect(url);
  try {
    const { rows } = await client.query("SHOW transaction_read_only");
    return rows[0].transaction_read_only === "off";
  } finally {
    await client.end();
  }
}
