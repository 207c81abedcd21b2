import { parseDatabaseUrl } from "../../lib/platform/config/database-url.mjs";
import { connect, findPrimary } from "../prisma/engine/servers.mjs";

/**
 * Checks that MIGRATE_DATABASE_URL leads to what DATABASE_URL leads to. Otherwise a start would migrate another
 * database, and then report the same migrations as pending in its own.
 *
 * @param {Record<string, string | undefined>} [env]
 * @throws Error that names the variable, and never repeats a password.
 */
export async function checkMigrationUrl({ MIGRATE_DATABASE_URL, DATABASE_URL } = process.env) {
  if (!MIGRATE_DATABASE_URL || !DATABASE_URL) return;
  const there = await identityOf("MIGRATE_DATABASE_URL", MIGRATE_DATABASE_URL);
  const here = await identityOf("DATABASE_URL", DATABASE_URL);
  if (there.server === here.server && there.name === here.name) return;
  const told = there.name === here.name ? "another server" : there.name;
  throw new Error(
    `MIGRATE_DATABASE_URL leads to ${told}, and DATABASE_URL to ${here.name}: they are ways to the same one`,
  );
}

/** The number is made with the server, and the same for its standbys. */
const IDENTITY =
  "SELECT current_database() AS database, (SELECT system_identifier FROM pg_control_system())::text AS server";

/**
 * Asks which database a URL leads to.
 *
 * @param {string} variable
 * @param {string} url
 * @returns {Promise<{ name: string, server: string }>}
 */
async function identityOf(variable, url) {
  const { servers, schema, place } = parseDatabaseUrl(url);
  try {
    const client = await connect(await findPrimary(servers));
    try {
      const { rows } = await client.query(IDENTITY);
      const [{ database, server }] = rows;
      return { name: `the database ${database}, schema ${schema}`, server };
    } finally {
      await client.end();
    }
  } catch (error) {
    // Node collects one error for each address of a host; the collection itself has no message.
    const { message } = error instanceof AggregateError ? error.errors[0] : error;
    throw new Error(`${variable}, the database at ${place}, cannot be used: ${message}`);
  }
}
