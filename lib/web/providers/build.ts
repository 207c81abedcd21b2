import { decodeJwt } from "jose";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { metadataOf } from "./discovery";
import { TIMEOUT_MS } from "./fetch-json";
import type { Provider } from "./list";

// biome-ignore lint/suspicious/noExplicitAny: next-auth's own type of a profile, which `claims` checks
type NextAuthProvider = OAuthConfig<any>;

/** Some providers accept the secret only in the form. */
const SECRET_IN_HEADER = "client_secret_basic";

/** Makes a provider ask its user to authenticate again, now. */
const AGAIN = { prompt: "login", max_age: 0 };

/**
 * A provider as next-auth expects it.
 * @param again whether its user has to authenticate there again
 * @throws Problem provider_down, provider_failed
 */
export async function nextAuthProvider(
  provider: Provider,
  { again }: { again: boolean },
): Promise<NextAuthProvider> {
  const { id, name, clientId, load, differs } = provider;
  const common = {
    id,
    name,
    clientId,
    clientSecret: await provider.secret(),
    httpOptions: { timeout: TIMEOUT_MS },
    ...differs,
  };
  if (!load) return { ...common, ...(await openIdConnect(provider, again)) };
  const module = await load();
  const { options: _options, ...own } = module.default({} as never);
  // next-auth would read the metadata without comparing the issuer.
  if (own.wellKnown) throw new Error(`${id} is OpenID Connect: name its issuer in list.ts instead`);
  return { ...own, checks: ["pkce", "state"], ...common };
}

async function openIdConnect(
  { issuer = "", scope, params }: Provider,
  again: boolean,
): Promise<Omit<NextAuthProvider, "id" | "name">> {
  const metadata = await metadataOf(issuer);
  const inHeader = metadata.token_endpoint_auth_methods_supported.includes(SECRET_IN_HEADER);
  return {
    type: "oauth",
    issuer: metadata.issuer,
    authorization: {
      url: metadata.authorization_endpoint,
      params: { ...(scope && { scope }), ...params, ...(again && AGAIN) },
    },
    token: { url: metadata.token_endpoint },
    jwks_endpoint: metadata.jwks_uri,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    client: {
      id_token_signed_response_alg: metadata.algorithm,
      token_endpoint_auth_method: inHeader ? SECRET_IN_HEADER : "client_secret_post",
    },
    userinfo: {
      ...(metadata.userinfo_endpoint && { url: metadata.userinfo_endpoint }),
      // Many leave the address out of the ID token, which next-auth has checked by now.
      request: async ({ client, tokens }) => {
        const { id_token, access_token } = tokens;
        const claims = decodeJwt(String(id_token));
        if (claims.email || !metadata.userinfo_endpoint) return claims;
        const more = await client.userinfo(String(access_token));
        if (more.sub !== claims.sub) throw new Error("the user info is about somebody else");
        return { ...more, ...claims };
      },
    },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}
