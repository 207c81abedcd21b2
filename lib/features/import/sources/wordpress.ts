import { recognise } from "@/lib/features/import/passwords";
import { namesOf, type Source, textOf, timeOf } from "@/lib/features/import/person";

/** `wp user list`, with the passwords. WordPress does not say whether it has verified an address. */
export const wordpress: Source = {
  personOf: (row) => ({
    sourceId: textOf(row.ID),
    email: textOf(row.user_email),
    name: textOf(row.display_name) ?? textOf(row.user_login),
    emailVerified: false,
    roles: namesOf(row.roles),
    createdAt: timeOf(row.user_registered),
    // Accounts of very old versions have MD5 without a name.
    // biome-ignore lint/plugin: it is wrapped, never kept
    password: recognise(textOf(row.user_pass), "md5"),
  }),
};
