import { fromNodeHeaders } from "better-auth/node";
import { auth } from "./auth.mjs";

/** The signed-in user of a request, or undefined. */
export async function userOf(req) {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) });
  return session?.user;
}
