import { type GivenPassword, recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  jsonIn,
  namesOf,
  type Row,
  rowOf,
  rowsOf,
  type Source,
  type SourceSettings,
  textOf,
  timeOf,
  truthOf,
} from "@/lib/features/import/person";

/** `firebase auth:export`, as JSON or as CSV, which has no line of names. */
export const firebase: Source = {
  columns: [
    ...["localId", "email", "emailVerified", "passwordHash", "salt", "displayName", "photoUrl"],
    ...["google.com", "googleEmail", "googleName", "googlePhoto"],
    ...["facebook.com", "facebookEmail", "facebookName", "facebookPhoto"],
    ...["twitter.com", "twitterEmail", "twitterName", "twitterPhoto"],
    ...["github.com", "githubEmail", "githubName", "githubPhoto"],
    ...["createdAt", "lastSignedInAt", "phoneNumber", "disabled", "customAttributes"],
  ],
  personOf: (row, settings) => ({
    sourceId: textOf(row.localId),
    email: textOf(row.email),
    name: textOf(row.displayName),
    emailVerified: truthOf(row.emailVerified),
    disabled: truthOf(row.disabled),
    createdAt: timeOf(row.createdAt),
    password: passwordOf(row, settings),
    image: textOf(row.photoUrl),
    roles: claimsOf(row.customAttributes),
    identities: identitiesOf([
      ...rowsOf(row.providerUserInfo).map(({ providerId, rawId }) => [providerId, rawId] as const),
      ...["google.com", "facebook.com", "twitter.com", "github.com"].map(
        (name) => [name, row[name]] as const,
      ),
    ]),
  }),
};

/**
 * What custom claims say about roles: `{"role":"editor"}`, `{"roles":[…]}` and `{"admin":true}` are usual.
 */
const claimsOf = (claims: unknown): string[] =>
  Object.entries(rowOf(jsonIn(claims)) ?? {}).flatMap(([name, value]) => {
    if (value === true) return [name];
    return name === "role" || name === "roles" ? namesOf(value) : [];
  });

/** As the console shows the parameters, or in JSON. */
const SETTING = /(\w+)"?\s*[:=]\s*"?([\w+/=-]+)/g;

/** The record as Supabase writes it: with everything needed to check it. */
function passwordOf(row: Row, { hashConfig }: SourceSettings): GivenPassword {
  const hash = textOf(row.passwordHash);
  if (!hash) return null;
  if (hashConfig === undefined) return { refused: "--hash-config is missing" };
  const pairs = [...hashConfig.matchAll(SETTING)].map(([, name, value]) => [name, value]);
  const set: Record<string, string> = Object.fromEntries(pairs);
  const { mem_cost: n, rounds: r } = set;
  const separator = standard(set.base64_salt_separator ?? "");
  const key = standard(set.base64_signer_key ?? "");
  const salt = standard(textOf(row.salt) ?? "");
  return recognise(
    `$fbscrypt$v=1,n=${n},r=${r},p=1,ss=${separator},sk=${key}$${salt}$${standard(hash)}`,
  );
}

/** Of base64url, which the files have, too. */
const standard = (text: string) => Buffer.from(text, "base64").toString("base64");
