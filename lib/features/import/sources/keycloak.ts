import { type GivenPassword, pbkdf2, recognise } from "@/lib/features/import/passwords";
import {
  identitiesOf,
  joined,
  jsonIn,
  namesOf,
  type Row,
  rowOf,
  rowsOf,
  type Source,
  textOf,
  timeOf,
  truthOf,
} from "@/lib/features/import/person";
import { type GivenTotp, totpOf } from "@/lib/features/import/second-factor";

/** The realm, exported with its users. */
export const keycloak: Source = {
  personOf(row) {
    const credentials = rowsOf(row.credentials);
    const password = credentials.find(({ type }) => type === "password");
    const app = credentials.find(({ type }) => type === "otp");
    const hasKey = credentials.some(({ type }) => textOf(type)?.startsWith("webauthn"));
    return {
      sourceId: textOf(row.id),
      email: textOf(row.email),
      name: joined(row.firstName, row.lastName) ?? textOf(row.username),
      emailVerified: truthOf(row.emailVerified),
      disabled: row.enabled === false,
      createdAt: timeOf(row.createdTimestamp),
      password: password ? passwordOf(password) : null,
      passwordSetAt: timeOf(password?.createdDate),
      identities: identitiesOf(
        rowsOf(row.federatedIdentities).map(
          ({ identityProvider, userId }) => [identityProvider, userId] as const,
        ),
      ),
      totp: app ? appOf(app) : null,
      roles: namesOf(row.realmRoles),
      notes: hasKey ? ["the passkeys are not taken along"] : [],
    };
  },
};

/** The secret is a text whose bytes the app got, unless its encoding is named. */
function appOf(credential: Row): GivenTotp {
  const how = rowOf(jsonIn(credential.credentialData)) ?? {};
  if (how.subType !== "totp") return { refused: "its codes are of another kind" };
  const secret = textOf(rowOf(jsonIn(credential.secretData))?.value);
  return totpOf(secret, how.secretEncoding === "BASE32" ? "base32" : "bytes", how);
}

/** Both halves are JSON in a text. */
function passwordOf(credential: Row): GivenPassword {
  const secret = rowOf(jsonIn(credential.secretData));
  const how = rowOf(jsonIn(credential.credentialData));
  const [salt, hash] = [textOf(secret?.salt) ?? "", textOf(secret?.value) ?? ""];
  const algorithm = textOf(how?.algorithm) ?? "";
  if (algorithm === "argon2") {
    const set = (name: string) => textOf([rowOf(how?.additionalParameters)?.[name]].flat()[0]);
    const version = set("version") === "1.3" ? 19 : set("version");
    const cost = `m=${set("memory")},t=${how?.hashIterations},p=${set("parallelism")}`;
    return recognise(`$argon2${set("type")}$v=${version}$${cost}$${salt}$${hash}`);
  }
  const [, digest = ""] = /^pbkdf2-(sha256|sha512)$/.exec(algorithm) ?? [];
  if (digest) return pbkdf2(digest, how?.hashIterations, salt, hash);
  // biome-ignore lint/plugin: what Keycloak calls so; PBKDF2 does not rest on collisions
  if (algorithm === "pbkdf2") return pbkdf2("sha1", how?.hashIterations, salt, hash);
  return { refused: `it is ${algorithm || "nothing that is known"}` };
}
