import { z } from "zod";

/**
 * A search text, trimmed: one line without control characters. A NUL ends a pattern in SQLite, which then
 * matches everything, and is an error in PostgreSQL.
 */
export const searchText = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .regex(/^\P{Cc}*$/u);
