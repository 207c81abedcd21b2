import { recognise } from "@/lib/features/import/passwords";
import { namesOf, type Source, textOf, timeOf, truthOf } from "@/lib/features/import/person";
import { totpOf } from "@/lib/features/import/second-factor";

/** A table of one's own: its first line names the columns; only `email` has to be there. */
export const csv: Source = {
  required: "email",
  personOf: (row) => ({
    sourceId: textOf(row.id),
    email: textOf(row.email),
    name: textOf(row.name),
    emailVerified: timeOf(row.email_verified_at) ?? truthOf(row.email_verified),
    disabled: truthOf(row.disabled),
    createdAt: timeOf(row.created_at),
    password: recognise(textOf(row.password), textOf(row.password_hasher)),
    totp: totpOf(textOf(row.totp_secret), "base32"),
    roles: namesOf(row.role),
  }),
};
