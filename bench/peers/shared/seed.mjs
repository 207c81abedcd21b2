// Creates the users table of the peers that have none of their own.
import bcrypt from "bcryptjs";
import { ACCOUNTS, account, COST, PASSWORD } from "./accounts.mjs";
import { database } from "./database.mjs";

database.exec(`
  CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT, email TEXT UNIQUE, password TEXT);
  CREATE TABLE sessions (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at INTEGER NOT NULL);
`);
const password = bcrypt.hashSync(PASSWORD, COST);
const insert = database.prepare("INSERT INTO users VALUES (:id, :name, :email, :password)");
database.transaction(() => {
  for (let n = 0; n < ACCOUNTS; n++) insert.run({ ...account(n), password });
})();
