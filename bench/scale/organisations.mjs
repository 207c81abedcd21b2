/** Members of each organisation, and of the large one. */
const MEMBERS = 10;
const LARGE = 10_000;

const at = "'2026-01-02 03:04:05.000+00:00'";

/** Statements that fill a database: `n(i)` stands for the numbers from 0 on. */
const statements = (count, pad) => [
  `INSERT INTO "User" ("id", "email", "name", "emailVerified", "createdAt")
   SELECT ${pad("1")}, 'person' || i || '@example.com', 'Person ' || i, ${at}, ${at} FROM n`,
  `INSERT INTO "Organization" ("id", "slug", "name", "createdAt")
   SELECT ${pad("2")}, 'team-' || i, 'Team ' || i, ${at} FROM n`,
  // Of each ten, the first is the owner; nobody is in one organisation twice.
  ...Array.from({ length: MEMBERS }, (_, member) => {
    const user = pad("1", `((i + ${member * 9973}) % ${count})`);
    const role = member === 0 ? "owner" : "member";
    return `INSERT INTO "Member" ("organizationId", "userId", "role", "createdAt")
      SELECT ${pad("2")}, ${user}, '${role}', ${at} FROM n WHERE true ON CONFLICT DO NOTHING`;
  }),
  `INSERT INTO "Member" ("organizationId", "userId", "role", "createdAt")
   SELECT ${pad("2", "0")}, ${pad("1")}, 'member', ${at} FROM n WHERE i < ${LARGE} ON CONFLICT DO NOTHING`,
  // Nobody of it is an owner: whoever looks for one looks at all.
  `UPDATE "Member" SET "role" = 'member' WHERE "organizationId" = ${pad("2", "0")}`,
  `INSERT INTO "Invitation" ("id", "secretHash", "organizationId", "email", "role", "createdAt", "expiresAt")
   SELECT ${pad("3")}, 'secret' || i, ${pad("2")}, 'guest' || i || '@example.com', 'member', ${at},
     '2036-01-02 03:04:05.000+00:00' FROM n`,
];

/** The identifier of the row with a number: as the app has them, in the order of the numbers. */
export const idOf = (kind, i) => `01900000-0000-7000-800${kind}-${String(i).padStart(12, "0")}`;

/**
 * Fills a migrated database with organisations, and as many users.
 * @param to a file of SQLite, or postgres://…
 */
export async function fill(to, count) {
  if (to.startsWith("postgres")) return fillPostgres(to, count);
  const { default: Database } = await import("better-sqlite3");
  const database = new Database(to);
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count})`;
  const pad = (kind, i = "i") => `printf('01900000-0000-7000-800${kind}-%012d', ${i})`;
  database.exec("BEGIN");
  for (const statement of statements(count, pad)) database.exec(withNumbers(statement, numbers));
  database.exec("COMMIT");
  database.exec("ANALYZE");
  database.close();
}

async function fillPostgres(to, count) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: to });
  await client.connect();
  const numbers = `WITH n(i) AS (SELECT * FROM generate_series(0, ${count - 1}))`;
  const pad = (kind, i = "i") => `'01900000-0000-7000-800${kind}-' || lpad((${i})::text, 12, '0')`;
  for (const statement of statements(count, pad))
    await client.query(withNumbers(statement, numbers));
  await client.query("VACUUM ANALYZE");
  await client.end();
}

const withNumbers = (statement, numbers) =>
  statement.includes("FROM n") ? `${numbers} ${statement}` : statement;
