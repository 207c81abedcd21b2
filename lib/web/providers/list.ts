import type { OAuthConfig } from "next-auth/providers/oauth";
import { registerProviders } from "@/lib/features/account-security/usable-providers";
import { type AppleKey, appleSecret, pemOf } from "./apple-secret";
import { type ClaimsSchema, gitHubClaims, openIdClaims } from "./claims";
import { type Client, checkTenant, clientOf, oidcClients, together } from "./clients";
import { ask } from "./fetch-json";

/*
 * The providers that people can sign in with. One without its variables is left out; with half of them the
 * app does not start.
 */

// biome-ignore lint/suspicious/noExplicitAny: next-auth's own type of a profile, which `claims` checks
type NextAuthProvider = OAuthConfig<any>;
/** A module of next-auth/providers. */
type NextAuthModule = { default: (options: never) => NextAuthProvider };

/** A provider that is configured. */
export type Provider = {
  /** As in addresses, such as the redirect address that the provider knows. It never changes. */
  id: string;
  /** The label of its button. */
  name: string;
  /**
   * What its identities are stored under: the id or, where variables name the issuer, the issuer, so that
   * another one cannot speak for it.
   */
  key: string;
  clientId: string;
  secret: () => Promise<string> | string;
  claims: ClaimsSchema;
  /** Of an OpenID Connect provider: its issuer, exactly. */
  issuer?: string;
  /** Of any other: next-auth's provider, and what differs from it. */
  load?: () => Promise<NextAuthModule>;
  differs?: Partial<NextAuthProvider>;
  scope?: string;
  params?: Record<string, string>;
  /** Whether it can be asked to authenticate its user again, and says when it did. */
  reauthenticates: boolean;
  /** Whether it answers by a form post from its own site, instead of a redirect. */
  answersByForm?: true;
};

const SCOPE = "openid email profile";

function openIdConnect(
  {
    id,
    name,
    issuer,
    trusts,
    ...more
  }: Pick<Provider, "id" | "name"> & Partial<Provider> & { issuer: string; trusts: boolean },
  client: Client | null,
): Provider[] {
  if (!client) return [];
  const { clientId, clientSecret } = client;
  return [
    {
      id,
      name,
      key: issuer,
      issuer,
      clientId,
      secret: () => clientSecret,
      scope: SCOPE,
      claims: openIdClaims(clientId, { trusts }),
      reauthenticates: true,
      ...more,
    },
  ];
}

/**
 * One of next-auth's providers.
 * @param prefix of its variables: `…_CLIENT_ID` and `…_CLIENT_SECRET`
 */
function ofNextAuth({
  prefix,
  ...more
}: { prefix: string } & Pick<Provider, "id" | "name" | "claims" | "load"> &
  Partial<Provider>): Provider[] {
  const client = clientOf(prefix);
  if (!client) return [];
  const { clientId, clientSecret } = client;
  return [{ key: more.id, clientId, secret: () => clientSecret, reauthenticates: false, ...more }];
}

function microsoft(): Provider[] {
  const names = ["MICROSOFT_CLIENT_ID", "MICROSOFT_CLIENT_SECRET", "MICROSOFT_TENANT_ID"] as const;
  const set = together(names);
  if (!set) return [];
  const { MICROSOFT_TENANT_ID: tenant } = set;
  checkTenant("MICROSOFT_TENANT_ID", tenant);
  const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
  // An administrator there can give a user any address (Descope, "nOAuth", 2023).
  return openIdConnect(
    { id: "microsoft", name: "Microsoft", issuer, trusts: false },
    { clientId: set.MICROSOFT_CLIENT_ID, clientSecret: set.MICROSOFT_CLIENT_SECRET },
  );
}

function apple(): Provider[] {
  const names = ["APPLE_CLIENT_ID", "APPLE_TEAM_ID", "APPLE_KEY_ID", "APPLE_PRIVATE_KEY"] as const;
  const set = together(names);
  if (!set) return [];
  const key: AppleKey = {
    clientId: set.APPLE_CLIENT_ID,
    teamId: set.APPLE_TEAM_ID,
    keyId: set.APPLE_KEY_ID,
    privateKey: pemOf("APPLE_PRIVATE_KEY", set.APPLE_PRIVATE_KEY),
  };
  return openIdConnect(
    {
      id: "apple",
      name: "Apple",
      key: "apple",
      issuer: "https://appleid.apple.com",
      trusts: true,
      scope: "name email",
      params: { response_mode: "form_post" },
      secret: () => appleSecret(key),
      answersByForm: true,
      reauthenticates: false,
    },
    { clientId: key.clientId, clientSecret: "" },
  );
}

/** The configured ones, in the order of their buttons. */
export const providers: readonly Provider[] = [
  ...openIdConnect(
    {
      id: "google",
      name: "Google",
      key: "google",
      issuer: "https://accounts.google.com",
      trusts: true,
      reauthenticates: false,
    },
    clientOf("GOOGLE"),
  ),
  ...microsoft(),
  ...apple(),
  ...ofNextAuth({
    id: "github",
    name: "GitHub",
    prefix: "GITHUB",
    load: () => import("next-auth/providers/github"),
    // next-auth uses the first address, verified or not.
    differs: {
      userinfo: {
        url: "https://api.github.com/user",
        request: async ({ client, tokens }) => {
          const token = String(tokens.access_token);
          const headers = { Authorization: `Bearer ${token}` };
          const emails = await ask("https://api.github.com/user/emails", headers);
          return { ...(await client.userinfo(token)), emails };
        },
      },
    },
    claims: gitHubClaims,
  }),
  ...openIdConnect(
    { id: "gitlab", name: "GitLab", key: "gitlab", issuer: "https://gitlab.com", trusts: true },
    clientOf("GITLAB"),
  ),
  // Another of next-auth's providers is another entry here. Its `claims` say what is used of its profile:
  // the subject, and an address only if the provider says that it is verified. See docs/providers.md.
  ...oidcClients().flatMap(({ number, issuer, name, trustsEmail, ...client }) =>
    openIdConnect({ id: `oidc-${number}`, name, issuer, trusts: trustsEmail }, client),
  ),
];

registerProviders(providers.map(({ key }) => key));

/** The provider with that id; undefined where there is none, or it is not configured. */
export const providerById = (id: string): Provider | undefined =>
  providers.find((provider) => provider.id === id);

/** How identities of a provider are shown. @param key as they are stored */
export const nameOfProvider = (key: string): string =>
  providers.find((provider) => provider.key === key)?.name ??
  (URL.canParse(key) ? new URL(key).host : key);

/** What a page shows of the providers: a button each. */
export const providerButtons = () => providers.map(({ id, name }) => ({ id, name }));

/** The providers with those keys by which their users can authenticate again. */
export const reauthenticating = (keys: readonly string[]): ProviderButton[] =>
  providers
    .filter(({ key, reauthenticates }) => reauthenticates && keys.includes(key))
    .map(({ id, name }) => ({ id, name }));

/** @property id in its address; @property name what it says */
export type ProviderButton = ReturnType<typeof providerButtons>[number];
