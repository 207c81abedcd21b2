import { recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  rowOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
} from "@/lib/features/import/person";

/** Rows of auth.users, with their auth.identities as `identities`. */
export const supabase: Source = {
  personOf(row) {
    const about = rowOf(row.raw_user_meta_data);
    const banned = timeOf(row.banned_until);
    return {
      sourceId: textOf(row.id),
      email: textOf(row.email),
      name: textOf(about?.full_name) ?? textOf(about?.name),
      emailVerified: timeOf(row.email_confirmed_at) ?? false,
      disabled: banned !== null && banned > new Date(),
      createdAt: timeOf(row.created_at),
      password: recognise(textOf(row.encrypted_password)),
      image: textOf(about?.avatar_url),
      identities: identitiesOf(
        rowsOf(row.identities).map(({ provider, provider_id }) => [provider, provider_id] as const),
      ),
    };
  },
};
