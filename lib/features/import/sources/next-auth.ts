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

/** Rows of User as @next-auth/prisma-adapter has them, with those of Account as `accounts`. */
export const nextAuth: Source = {
  personOf: (row) => ({
    sourceId: textOf(row.id),
    email: textOf(row.email),
    name: textOf(row.name),
    emailVerified: timeOf(row.emailVerified) ?? truthOf(row.emailVerified),
    createdAt: timeOf(row.createdAt),
    password: recognise(textOf(row.password) ?? textOf(row.hashedPassword)),
    image: textOf(row.image),
    roles: namesOf(row.role),
    identities: identitiesOf(
      rowsOf(row.accounts).map(
        ({ provider, providerAccountId }) => [provider, providerAccountId] as const,
      ),
    ),
  }),
};
