import { recognise } from "@/lib/features/import/passwords";
import { joined, type Source, textOf, timeOf, truthOf } from "@/lib/features/import/person";
import { totpOf } from "@/lib/features/import/second-factor";

/** The CSV file of the dashboard. */
export const clerk: Source = {
  personOf(row) {
    const email = textOf(row.primary_email_address);
    const verified = (textOf(row.verified_email_addresses) ?? "")
      .toLowerCase()
      .split(/[\s,;|"[\]]+/);
    return {
      sourceId: textOf(row.id),
      email,
      name: joined(row.first_name, row.last_name) ?? textOf(row.username),
      emailVerified: email !== null && verified.includes(email.toLowerCase()),
      disabled: truthOf(row.banned),
      createdAt: timeOf(row.created_at),
      password: recognise(textOf(row.password_digest), textOf(row.password_hasher)),
      totp: totpOf(textOf(row.totp_secret), "base32"),
    };
  },
};
