import { recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  namesOf,
  rowOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
} from "@/lib/features/import/person";
import { totpOf } from "@/lib/features/import/second-factor";

/** Rows of auth.users, with those of auth.identities and auth.mfa_factors as `identities` and `mfa_factors`. */
export const supabase: Source = {
  personOf(row) {
    const about = rowOf(row.raw_user_meta_data);
    const may = rowOf(row.raw_app_meta_data);
    const app = rowsOf(row.mfa_factors).find(
      ({ factor_type, status }) => factor_type === "totp" && status === "verified",
    );
    const banned = timeOf(row.banned_until);
    return {
      sourceId: textOf(row.id),
      email: textOf(row.email),
      name: textOf(about?.full_name) ?? textOf(about?.name),
      emailVerified: timeOf(row.email_confirmed_at) ?? false,
      disabled: banned !== null && banned > new Date(),
      createdAt: timeOf(row.created_at),
      password: recognise(textOf(row.encrypted_password)),
      totp: totpOf(textOf(app?.secret), "base32"),
      roles: namesOf([may?.role, may?.roles].flat()),
      image: textOf(about?.avatar_url),
      identities: identitiesOf(
        rowsOf(row.identities).map(({ provider, provider_id }) => [provider, provider_id] as const),
      ),
    };
  },
};
