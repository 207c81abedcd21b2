import { recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  type Row,
  rowOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
} from "@/lib/features/import/person";
import type { OwnFactor } from "@/lib/features/import/second-factor";

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
          own: {
            id,
            role,
            language: textOf(row.language),
            timeZone: textOf(row.timeZone),
            factor: factorOf(row),
          },
        }),
      notes: Number(row.passkeys) > 0 ? ["the passkeys are not taken along"] : [],
    };
  },
};

/** SHA-256 in base64url: what else is there is no recovery code's. */
const CODE_HASH = /^[\w-]{43}$/;

function factorOf(row: Row): OwnFactor | null {
  const totp = rowOf(row.totp);
  const [sealed, confirmed] = [textOf(totp?.sealed), timeOf(totp?.confirmedAt)];
  if (!sealed || !confirmed) return null;
  const codes = rowsOf(row.codes).flatMap(({ codeHash, savedAt }) => {
    const hash = textOf(codeHash);
    return hash && CODE_HASH.test(hash) ? [{ codeHash: hash, savedAt: timeOf(savedAt) }] : [];
  });
  return { sealed, since: timeOf(row.secondFactorAt) ?? confirmed, codes };
}
