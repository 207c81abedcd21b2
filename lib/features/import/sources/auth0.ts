import { fast, type GivenPassword, isFast, recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  joined,
  namesOf,
  type Row,
  rowOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
  truthOf,
} from "@/lib/features/import/person";
import { totpOf } from "@/lib/features/import/second-factor";

/** What Auth0's support sends (one user per line), what its user export contains, and its import format. */
export const auth0: Source = {
  personOf(row) {
    // The root has no address where the identifiers have it.
    const identifier = rowsOf(row.identifiers).find(({ type }) => type === "email");
    const { email = identifier?.value, email_verified = identifier?.verified } = row;
    const app = rowsOf(row.mfa_factors).find(({ totp }) => rowOf(totp));
    const id = textOf(rowOf(row._id)?.$oid) ?? textOf(row._id);
    return {
      sourceId: textOf(row.user_id) ?? (id && `auth0|${id}`),
      email: textOf(email),
      name: textOf(row.name) ?? joined(row.given_name, row.family_name) ?? textOf(row.nickname),
      emailVerified: truthOf(email_verified),
      disabled: truthOf(row.blocked),
      createdAt: timeOf(row.created_at),
      password: passwordOf(row),
      passwordSetAt: timeOf(rowOf(row.password_set_date)?.$date ?? row.password_set_date),
      totp: totpOf(textOf(rowOf(app?.totp)?.secret), "base32"),
      roles: namesOf(rowOf(row.app_metadata)?.roles),
      identities: identitiesOf(
        rowsOf(row.identities).map(({ provider, user_id }) => [provider, user_id] as const),
      ),
    };
  },
};

function passwordOf(row: Row): GivenPassword {
  const custom = rowOf(row.custom_password_hash);
  if (!custom) return recognise(textOf(row.passwordHash) ?? textOf(row.password_hash));
  const { value, encoding } = rowOf(custom.hash) ?? {};
  const algorithm = textOf(custom.algorithm);
  if (!isFast(algorithm)) {
    return recognise(textOf(value));
  }
  const salt = rowOf(custom.salt);
  if (salt && salt.position !== "prefix") return { refused: "its salt stands behind the password" };
  const hash = Buffer.from(textOf(value) ?? "", encoding === "base64" ? "base64" : "hex");
  return (
    fast(algorithm, hash.toString("hex"), textOf(salt?.value) ?? "") ?? { refused: "it is damaged" }
  );
}
