import { recognise } from "@/lib/features/import/passwords";
import { type Source, textOf, timeOf, truthOf } from "@/lib/features/import/person";

/** A table of one's own: its first line names the columns; only `email` has to be there. */
export const csv: Source = {
  personOf: (row) => ({
    sourceId: textOf(row.id),
    email: textOf(row.email),
    name: textOf(row.name),
    emailVerified: timeOf(row.email_verified_at) ?? truthOf(row.email_verified),
    disabled: truthOf(row.disabled),
    createdAt: timeOf(row.created_at),
    password: recognise(textOf(row.password), textOf(row.password_hasher)),
  }),
};
