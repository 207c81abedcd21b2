import { recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
  truthOf,
} from "@/lib/features/import/person";

/** Rows of user, with those of account as `accounts`. */
export const betterAuth: Source = {
  personOf(row) {
    const accounts = rowsOf(row.accounts);
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
      notes: truthOf(row.twoFactorEnabled) ? ["the second factor is not taken along"] : [],
    };
  },
};
