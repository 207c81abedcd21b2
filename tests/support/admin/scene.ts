import { type Account, createAccount, signedInClient } from "../people/accounts";
import type { ApiClient } from "../requests/client";

/** An administrator who is signed in, and somebody to act on. */
type Scene = {
  administrator: Account;
  /** The browser of the administrator. */
  admin: ApiClient;
  /** Whose account it is about. */
  account: Account;
  /** Its address in the API. */
  resource: string;
};

let signedIn: Pick<Scene, "administrator" | "admin"> | undefined;

async function signIn(): Promise<Pick<Scene, "administrator" | "admin">> {
  const administrator = await createAccount({ role: "admin" });
  return { administrator, admin: await signedInClient(administrator) };
}

/** The administrator of the test file, who signs in once, and an account: a new one unless it is given. */
export async function adminOn(account?: Account): Promise<Scene> {
  signedIn ??= await signIn();
  const chosen = account ?? (await createAccount());
  return { ...signedIn, account: chosen, resource: `/api/admin/users/${chosen.id}` };
}
