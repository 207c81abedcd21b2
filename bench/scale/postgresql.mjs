import { once } from "node:events";
import pg from "pg";
import { from } from "pg-copy-streams";

const CHUNK = 1 << 16;

/** Fills the tables of a PostgreSQL database with COPY. Its role owns the tables. */
export async function openPostgresql(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows: keys } = await client.query(
    `SELECT conrelid::regclass AS "table", quote_ident(conname) AS name,
            pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  const { rows: indexes } = await client.query(
    `SELECT quote_ident(indexname) AS name, indexdef AS definition FROM pg_indexes
      WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey'`,
  );
  return {
    async isEmpty() {
      return (await client.query('SELECT 1 FROM "User" LIMIT 1')).rowCount === 0;
    },
    /** Foreign keys and indexes are created again at the end: that checks and sorts once. */
    async begin() {
      await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '1GB'");
      for (const { table, name } of keys) {
        await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
      }
      for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    },
    async fill({ name, columns, rows }, progress) {
      const names = columns.map((column) => `"${column}"`).join(", ");
      const copy = client.query(from(`COPY "${name}" (${names}) FROM STDIN`));
      let text = "";
      let done = 0;
      for (const row of rows()) {
        text += `${row.map(cell).join("\t")}\n`;
        done++;
        if (text.length < CHUNK) continue;
        if (!copy.write(text)) await once(copy, "drain");
        text = "";
        progress.at(done);
      }
      copy.end(text);
      await once(copy, "finish");
    },
    async finish(progress) {
      let done = 0;
      for (const { definition } of indexes) {
        progress.at(done++);
        await client.query(definition);
      }
      for (const { table, name, definition } of keys) {
        progress.at(done++);
        await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
      }
      await client.query("VACUUM ANALYZE");
      await client.end();
    },
    steps: indexes.length + keys.length,
  };
}

/** COPY's text format. No value here contains a tab, a line break or a backslash. */
const cell = (value) => (value === null ? "\\N" : value);
