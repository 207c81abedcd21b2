import { recognise } from "@/lib/features/import/passwords";
import { joined, rowOf, type Source, textOf, timeOf } from "@/lib/features/import/person";

/** `manage.py dumpdata auth.user`. Django does not say whether it has verified an address. */
export const django: Source = {
  personOf(row) {
    const fields = rowOf(row.fields);
    if (!fields || !("password" in fields)) return null;
    return {
      sourceId: textOf(row.pk),
      email: textOf(fields.email),
      name: joined(fields.first_name, fields.last_name) ?? textOf(fields.username),
      emailVerified: false,
      disabled: fields.is_active === false,
      createdAt: timeOf(fields.date_joined),
      roles: [
        ...(fields.is_superuser === true ? ["superuser"] : []),
        ...(fields.is_staff === true ? ["staff"] : []),
      ],
      password: recognise(textOf(fields.password)),
    };
  },
};
