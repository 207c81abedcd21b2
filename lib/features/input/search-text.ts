import { z } from "zod";

/**
 * What somebody looks for, trimmed: one line without control characters. A NUL ends a pattern in SQLite,
 * which then fits everything, and is an error in PostgreSQL.
 */
export const searchText = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .regex(/^\P{Cc}*$/u);
