import { csrfToken } from "../people/accounts";
import type { ApiClient } from "../requests/client";
import type { Authenticator } from "./authenticator";

/** The passkeys of the caller. */
export const PASSKEYS = "/api/me/passkeys";
/** What a sign-in by passkey begins with. */
export const ASK = "/api/account/passkey-options";
/** Confirms by a passkey. */
export const CONFIRM = "/api/me/reauthenticate/passkey";
/** What that begins with. */
export const CONFIRM_OPTIONS = "/api/me/reauthenticate/passkey-options";

/** Asks at the sign-in page and answers by the passkey. */
export async function signInBy(client: ApiClient, authenticator: Authenticator, more: object = {}) {
  const token = await csrfToken(client);
  const options = (await client.post(ASK).send({}).expect(200)).body;
  return client
    .post("/api/auth/callback/passkey")
    .type("form")
    .send({ csrfToken: token, credential: JSON.stringify(authenticator.get(options)), ...more });
}
