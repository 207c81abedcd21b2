import { type Account, createAccount } from "../people/accounts";
import { type ApiClient, newClient } from "../requests/client";
import { signInKeeping } from "../requests/cookies";

/** The administrator's reason. */
export const REASON = "their question of Tuesday";

/** A signed-in administrator, and somebody to impersonate. */
export type Scene = {
  administrator: Account;
  account: Account;
  /** The browser of the administrator. */
  admin: ApiClient;
  /** Its session cookie, before any request. */
  ownCookie: string;
  /** The address at which impersonating the account begins and ends. */
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

/** Who a cookie belongs to. */
export const withCookie = (cookie: string) => newClient().get("/api/me").set("Cookie", cookie);

/** Whom a browser is signed in as, and in which session. */
export const whoIs = async (client: ApiClient) => (await client.get("/api/me").expect(200)).body;
