import type { Prisma } from "./generated/sqlite/client";

// Parts of queries. Prisma is loaded when the first one is created, not with a file that may create one.

const client = () =>
  require("./generated/sqlite/client") as typeof import("./generated/sqlite/client");

/** A part of a query, with its values: `Prisma.sql`. */
export const sql: typeof Prisma.sql = (...given) => client().Prisma.sql(...given);

/** Joined parts of a query: `Prisma.join`. */
export const join: typeof Prisma.join = (...given) => client().Prisma.join(...given);
