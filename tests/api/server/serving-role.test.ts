import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { app } from "@/tests/support/app/app";
import { signUpByMail, startOwnApp } from "@/tests/support/app/own-app";
import { type AppServer, startServer } from "@/tests/support/app/server";
import { copyPostgres } from "@/tests/support/database/databases";
import { submitSignIn } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { newClient } from "@/tests/support/requests/client";

/* docs/deploy.md: one role of the database migrates, a smaller one serves. */

const onPostgres = process.env.DATABASE_URL !== "";
const ROLE = "latchkey_serving";
const PASSWORD = "serves-and-no-more";

/** What a server asks of its database from a sign-up to the deletion. */
async function expectWholeLife(server: AppServer): Promise<void> {
  const { email, password } = await signUpByMail(server);
  const client = newClient(server.url);
  await submitSignIn(client, { email, password });
  await client.get("/api/me/events").expect(200);
  await client.patch("/api/me").send({ name: "Ada King" }).expect(200);
  await client.get("/api/me/export").expect(200);
  await client.delete("/api/me").send({}).expect(204);
  await newClient(server.url).get("/api/health/ready").expect(200);
}

if (onPostgres) {
  describe("a role that only serves", () => {
    let owner: Client;
    let server: AppServer;
    let url: string;

    beforeAll(async () => {
      const ownersUrl = await copyPostgres(String(process.env.DATABASE_URL), "serving_role");
      owner = new Client({ connectionString: ownersUrl });
      await owner.connect();
      await owner.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`);
      await owner.query(readFileSync("prisma/serving-role.sql", "utf8"));
      url = Object.assign(new URL(ownersUrl), { username: ROLE, password: PASSWORD }).href;
      const dataDir = mkdtempSync(join(app.dataDir, "serving-role-"));
      server = await startServer({ dataDir, databaseUrl: url });
    }, START_MS);

    afterAll(async () => {
      await server?.stop();
      await owner.query(`DROP OWNED BY ${ROLE}`);
      await owner.query(`DROP ROLE ${ROLE}`);
      await owner.end();
    });

    test("suffices for the whole life of an account [V13.2.2]", () => expectWholeLife(server));

    test.each([
      `DROP TABLE "User"`,
      `ALTER TABLE "User" ADD COLUMN "more" text`,
      `CREATE TABLE "Mine" ("id" text)`,
      `TRUNCATE "SecurityEvent"`,
      `UPDATE "SecurityEvent" SET "type" = 'nothing'`,
      `UPDATE "SecurityEvent" SET "createdAt" = now()`,
      `DELETE FROM "_prisma_migrations"`,
      `CREATE ROLE "mine"`,
    ])("may not: %s [V13.2.2]", async (statement) => {
      const role = new Client({ connectionString: url });
      await role.connect();
      try {
        await expect(role.query(statement)).rejects.toThrow(/permission denied|must be owner/);
      } finally {
        await role.end();
      }
    });
  });
} else {
  test(
    "SQLite has no roles: the file's owner serves the whole life of an account",
    async () => {
      const server = await startOwnApp("serving-role");
      try {
        await expectWholeLife(server);
      } finally {
        await server.stop();
      }
    },
    START_MS,
  );
}
