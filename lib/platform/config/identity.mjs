/*
 * What stored data depends on. Choose these before the first user, and never change them afterwards;
 * the product's name (brand.ts) may change at any time without touching them. JavaScript, because
 * scripts that run in plain Node, before anything is compiled, import it too.
 */

/** The SQLite file in DATA_DIR. Under another name the app starts with an empty database. */
export const DATABASE_FILE = "latchkey.db";

/** PASSWORD_PEPPER where none is set. With another value, no earlier password is accepted. */
export const DEFAULT_PEPPER = "latchkey";

/** The name of our connections in PostgreSQL's lists, for operators. */
export const APPLICATION_NAME = "latchkey";
