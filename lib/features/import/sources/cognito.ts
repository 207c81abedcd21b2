import {
  joined,
  type Row,
  rowsOf,
  type Source,
  textOf,
  timeOf,
  truthOf,
} from "@/lib/features/import/person";

/** The CSV file of a user pool, or what `aws cognito-idp list-users` answers. No password leaves Cognito. */
export const cognito: Source = {
  personOf(row) {
    const about = { ...row, ...attributesOf(row) };
    return {
      sourceId: textOf(about.sub) ?? textOf(row["cognito:username"]) ?? textOf(row.Username),
      email: textOf(about.email),
      name: textOf(about.name) ?? joined(about.given_name, about.family_name),
      emailVerified: truthOf(about.email_verified),
      disabled: row.Enabled === false,
      createdAt: timeOf(row.UserCreateDate),
    };
  },
};

const attributesOf = (row: Row): Row =>
  Object.fromEntries(rowsOf(row.Attributes).map(({ Name, Value }) => [String(Name), Value]));
