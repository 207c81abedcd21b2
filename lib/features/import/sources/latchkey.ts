import { recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  rowOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
} from "@/lib/features/import/person";

/** What `npm run export` has written. */
export const latchkey: Source = {
  personOf(row) {
    const password = rowOf(row.password);
    const { id, role } = { id: textOf(row.id), role: textOf(row.role) };
    return {
      sourceId: id,
      email: textOf(row.email),
      name: textOf(row.name),
      emailVerified: timeOf(row.emailVerified) ?? false,
      disabled: textOf(row.disabledAt) !== null,
      createdAt: timeOf(row.createdAt),
      password: recognise(textOf(password?.record)),
      passwordSetAt: timeOf(password?.setAt),
      image: textOf(row.image),
      identities: identitiesOf(
        rowsOf(row.identities).map(
          ({ provider, providerAccountId }) => [provider, providerAccountId] as const,
        ),
      ),
      ...(id &&
        role && {
          own: { id, role, language: textOf(row.language), timeZone: textOf(row.timeZone) },
        }),
      notes: row.secondFactorAt ? ["the second factor is not taken along"] : [],
    };
  },
};
