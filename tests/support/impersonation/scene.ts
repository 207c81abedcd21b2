import { type Account, createAccount } from "../people/accounts";
import { type ApiClient, newClient } from "../requests/client";
import { signInKeeping } from "../requests/cookies";

/** Why an administrator acts for somebody. */
export const REASON = "their question of Tuesday";

/** An administrator who is signed in, and somebody to act for. */
export type Scene = {
  administrator: Account;
  account: Account;
  /** The browser of the administrator. */
  admin: ApiClient;
  /** Its session cookie, before anything was asked. */
  ownCookie: string;
  /** Where acting for the account begins and ends. */
  resource: string;
};

/** Makes both accounts, and signs the administrator in. */
export async function newScene(): Promise<Scene> {
  const administrator = await createAccount({ role: "admin", name: "Grace Hopper" });
  const account = await createAccount();
  const { client: admin, cookie: ownCookie } = await signInKeeping(administrator);
  const resource = `/api/admin/users/${account.id}/impersonation`;
  return { administrator, account, admin, ownCookie, resource };
}

/** Who is asked for with that cookie. */
export const withCookie = (cookie: string) => newClient().get("/api/me").set("Cookie", cookie);

/** Whom a browser is signed in as, and by which session. */
export const whoIs = async (client: ApiClient) => (await client.get("/api/me").expect(200)).body;
