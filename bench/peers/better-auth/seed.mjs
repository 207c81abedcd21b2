// Creates better-auth's own tables and fills them.
import bcrypt from "bcryptjs";
import { getMigrations } from "better-auth/db/migration";
import { ACCOUNTS, account, COST, PASSWORD } from "../shared/accounts.mjs";
import { database } from "../shared/database.mjs";
import { auth } from "./lib/auth.mjs";

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();

const password = bcrypt.hashSync(PASSWORD, COST);
const now = new Date().toISOString();
const insertUser = database.prepare(
  `INSERT INTO user (id, name, email, emailVerified, createdAt, updatedAt)
   VALUES (:id, :name, :email, 1, :now, :now)`,
);
const insertAccount = database.prepare(
  `INSERT INTO account (id, accountId, providerId, userId, password, createdAt, updatedAt)
   VALUES (:id, :id, 'credential', :id, :password, :now, :now)`,
);
database.transaction(() => {
  for (let n = 0; n < ACCOUNTS; n++) {
    const { id, name, email } = account(n);
    insertUser.run({ id, name, email, now });
    insertAccount.run({ id, password, now });
  }
})();
