import { recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  namesOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
  truthOf,
} from "@/lib/features/import/person";
import { KEPT_THERE, totpOf } from "@/lib/features/import/second-factor";

/** Rows of user, with those of account as `accounts` and of twoFactor. */
export const betterAuth: Source = {
  personOf(row) {
    const accounts = rowsOf(row.accounts);
    // Sealed in the database: docs/import.md says how it is opened.
    const [app] = rowsOf(row.twoFactor);
    const own = accounts.find(({ providerId }) => providerId === "credential");
    return {
      sourceId: textOf(row.id),
      email: textOf(row.email),
      name: textOf(row.name),
      emailVerified: truthOf(row.emailVerified),
      disabled: truthOf(row.banned),
      createdAt: timeOf(row.createdAt),
      password: recognise(textOf(own?.password)),
      passwordSetAt: timeOf(own?.updatedAt),
      image: textOf(row.image),
      identities: identitiesOf(
        accounts.map(({ providerId, accountId }) => [providerId, accountId] as const),
      ),
      totp: truthOf(row.twoFactorEnabled)
        ? (totpOf(textOf(app?.secret), "bytes") ?? KEPT_THERE)
        : null,
      roles: namesOf(row.role),
    };
  },
};
