import { randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/features/password/hash";
import type { Role } from "@/lib/platform/config/roles";
import { setPassword } from "@/lib/platform/db/tables/passwords";
import { createUser } from "@/lib/platform/db/tables/users";
import { type ApiClient, newClient } from "../requests/client";

/** An account of a test, with the password it signs in with. */
export type Account = { id: string; name: string; email: string; password: string };

/** An address nobody has used yet. */
export const newEmail = () => `ada-${randomUUID()}@example.com`;

type Wanted = Partial<Account> & { role?: Role; verified?: boolean };

/** Writes an account straight into the database of the running app; verified by default. */
export async function createAccount(given: Wanted = {}): Promise<Account> {
  const { role = "user", verified = true, name = "Ada Lovelace", email = newEmail() } = given;
  const { password = `correct horse ${randomUUID()}` } = given;
  const user = await createUser({
    name,
    email,
    role,
    ...(verified && { emailVerified: new Date() }),
  });
  await setPassword(user.id, await hashPassword(password));
  return { id: user.id, name, email, password };
}

/** The hidden token of the sign-in form; the client keeps the cookie that belongs to it. */
export async function csrfToken(client: ApiClient): Promise<string> {
  const { text } = await client.get("/signin").expect(200);
  const token = /name="csrfToken" value="([^"]+)"/.exec(text)?.[1];
  if (!token) throw new Error("The sign-in form has no csrfToken");
  return token;
}

/**
 * Submits the sign-in form as a browser without JavaScript does, without loading its page, which takes
 * longer than everything else.
 * @returns the response
 */
export async function submitSignIn(client: ApiClient, fields: Record<string, string>) {
  const { csrfToken: token } = (await client.get("/api/auth/csrf").expect(200)).body;
  return client
    .post("/api/auth/callback/credentials")
    .type("form")
    .send({ csrfToken: token, ...fields });
}

/** A client that is signed in through the form. */
export async function signedInClient(account: Account, fields: Record<string, string> = {}) {
  const client = newClient();
  const { email, password } = account;
  const response = await submitSignIn(client, { email, password, ...fields });
  if (!/\/dashboard$/.test(response.get("Location") ?? "")) {
    throw new Error(`Sign-in failed: ${response.status} ${response.get("Location")}`);
  }
  return client;
}
