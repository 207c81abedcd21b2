import { hashSync } from "bcryptjs";
import type { ImportOptions } from "@/lib/features/import/import";
import { newEmail } from "../people/accounts";

/** The password of imported accounts, and its record. */
export const PASSWORD = "correct horse 7";
export const record = hashSync(PASSWORD, 4);

/** Rows as lines of JSON. */
export const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

/** A file of every source with one person in it, as its program writes it. */
export function samples() {
  const emails = {
    auth0: newEmail(),
    firebase: newEmail(),
    firebaseCsv: newEmail(),
    supabase: newEmail(),
    clerk: newEmail(),
    cognito: newEmail(),
    keycloak: newEmail(),
    nextAuth: newEmail(),
    betterAuth: newEmail(),
    wordpress: newEmail(),
    django: newEmail(),
    csv: newEmail(),
    cognitoJson: newEmail(),
  };
  // These two do not say whether an address was verified.
  const silent = [emails.wordpress, emails.django];
  const files: [ImportOptions["from"], string][] = [
    [
      "auth0",
      lines([
        {
          _id: { $oid: "1" },
          identifiers: [{ type: "email", value: emails.auth0, verified: true }],
        },
      ]),
    ],
    [
      "firebase",
      JSON.stringify({
        users: [
          { localId: "1", email: emails.firebase, emailVerified: true, providerUserInfo: [] },
        ],
      }),
    ],
    [
      "firebase",
      `f2,${emails.firebaseCsv},true,,,"Ada, Countess",,,,,,,,,,,,,,,,,,1300000000000,,,false,\n`,
    ],
    [
      "supabase",
      lines([{ id: "1", email: emails.supabase, email_confirmed_at: "2024-01-01T00:00:00Z" }]),
    ],
    [
      "clerk",
      `id,first_name,last_name,primary_email_address,verified_email_addresses\n1,Ada,Byron,${emails.clerk},${emails.clerk}\n`,
    ],
    ["cognito", `cognito:username,name,email,email_verified\nada,Ada,${emails.cognito},true\n`],
    [
      "cognito",
      JSON.stringify({
        Users: [
          {
            Username: "1",
            Attributes: [
              { Name: "email", Value: emails.cognitoJson },
              { Name: "email_verified", Value: "true" },
            ],
          },
        ],
      }),
    ],
    [
      "keycloak",
      JSON.stringify(
        {
          realm: "x",
          roles: { realm: [{ id: "r" }] },
          users: [{ id: "1", email: emails.keycloak, emailVerified: true }],
        },
        null,
        2,
      ),
    ],
    [
      "next-auth",
      JSON.stringify([
        { id: "1", email: emails.nextAuth, emailVerified: "2024-01-01 00:00:00", accounts: [] },
      ]),
    ],
    ["better-auth", lines([{ id: "1", email: emails.betterAuth, emailVerified: 1, accounts: [] }])],
    [
      "wordpress",
      `ID,user_login,user_email,user_pass,user_registered\n1,ada,${emails.wordpress},${record},2020-01-02 03:04:05\n`,
    ],
    [
      "django",
      JSON.stringify([
        { model: "auth.group", pk: 1, fields: { name: "x" } },
        {
          model: "auth.user",
          pk: 1,
          fields: { email: emails.django, password: "!", first_name: "Ada" },
        },
      ]),
    ],
    ["csv", `\ufeffemail,name,email_verified,password\n${emails.csv},Ada Byron,yes,${record}\n`],
  ];
  return { emails, files, silent };
}
