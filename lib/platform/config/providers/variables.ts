import { z } from "zod";

/*
 * The variables for sign-in with other providers; docs/providers.md says what to enter. Each is read where
 * the providers are listed, lib/web/providers/list.ts, which also reports what is wrong with one.
 */

const about = (text: string) => z.string().default("").describe(text);

const id = (name: string) =>
  about(`Sign-in with ${name}: the client id it gave you. See docs/providers.md.`);
const secret = about("The client secret that goes with it.");

export const providerVariables = {
  GOOGLE_CLIENT_ID: id("Google"),
  GOOGLE_CLIENT_SECRET: secret,
  GITHUB_CLIENT_ID: id("GitHub"),
  GITHUB_CLIENT_SECRET: secret,
  GITLAB_CLIENT_ID: id("GitLab"),
  GITLAB_CLIENT_SECRET: secret,
  MICROSOFT_CLIENT_ID: id("Microsoft"),
  MICROSOFT_CLIENT_SECRET: secret,
  MICROSOFT_TENANT_ID: about(
    "The one tenant whose people may sign in with Microsoft: its id, as a UUID.",
  ),
  APPLE_CLIENT_ID: about("Sign-in with Apple: the Services ID. See docs/providers.md."),
  APPLE_TEAM_ID: about("The id of your team at Apple."),
  APPLE_KEY_ID: about("The id of the key for Sign in with Apple."),
  APPLE_PRIVATE_KEY: about(
    "The content of the key's .p8 file; its line breaks may be written as `\\n`.",
  ),
  OIDC_1_ISSUER: about(
    "Sign-in with any OpenID Connect provider: its issuer, exactly as it writes it. Several: `OIDC_2_…` to `OIDC_9_…`.",
  ),
  OIDC_1_ID: about("The client id it gave you."),
  OIDC_1_SECRET: secret,
  OIDC_1_NAME: about("What its button says."),
  OIDC_1_TRUST_EMAIL: about(
    "`true` if an address that it calls verified counts as confirmed. Only for a provider that lets nobody claim another's address.",
  ),
} as const;
