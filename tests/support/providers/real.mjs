// A real OpenID Provider, in a process of its own: `real.mjs PORT APP [SERVER]`. Whoever signs in there as NAME has
// the address NAME, confirmed, or none where NAME is no address; any password will do.
// @ts-expect-error: it comes without types
import { Provider } from "oidc-provider";
import { CLIENT } from "./client.mjs";

const [port, app, server = app] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [`${app}/api/auth/callback/oidc-1`],
      backchannel_logout_uri: `${server}/api/auth/backchannel-logout/oidc-1`,
      backchannel_logout_session_required: true,
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
  cookies: { keys: ["only for tests"] },
  /** @param {unknown} _ @param {string} sub */
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({
      sub,
      ...(sub.includes("@") && { email: sub, email_verified: true }),
      name: "Grace Hopper",
    }),
  }),
  // Its own way out refuses addresses of this machine.
  /** @param {string} address @param {RequestInit & { dispatcher?: unknown }} options */
  fetch: (address, { dispatcher: _, ...options }) => fetch(address, options),
  pkce: { required: () => true },
});

provider.listen(Number(port), "localhost", () => process.stdout.write("ready\n"));
