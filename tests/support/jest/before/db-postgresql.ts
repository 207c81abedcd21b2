import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { appEnvironment } from "../../app/environment";
import { handedOver } from "../../app/handed-over";
import { closeDatabase } from "../../database/close-database";
import { copyPostgres, databaseUrl } from "../../database/databases";

// Each worker has a database of its own, emptied for each test file. The file imports lib/ after
// this line and connects no earlier than in its first hook or test.
const server = handedOver("postgresServer");
const name = `worker_${process.env.JEST_WORKER_ID}`;
Object.assign(
  process.env,
  appEnvironment({
    DATABASE_URL: databaseUrl(server, name),
    DATA_DIR: mkdtempSync(join(handedOver("worldFolder"), "data-")),
  }),
);

beforeAll(() => copyPostgres(server, name));
afterAll(closeDatabase);
