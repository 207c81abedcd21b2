import { Client } from "pg";

/** Asks a PostgreSQL database over a connection of its own. */
export async function queryRows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
