import { SESSION_COOKIE } from "@/lib/web/session/cookies";
import { type Account, submitSignIn } from "../people/accounts";
import { type ApiClient, newClient } from "./client";
import type { Answer } from "./expectations";

/** The Set-Cookie lines of a response. */
export const setCookieLines = ({ headers }: Pick<Answer, "headers">): string[] =>
  [headers["set-cookie"] ?? []].flat();

/** The names of the cookies a response sets or clears. */
export const cookieNames = (response: Pick<Answer, "headers">): string[] =>
  setCookieLines(response).map((line) => line.slice(0, line.indexOf("=")));

/** The Set-Cookie line of the session; undefined when the response has none. */
export const sessionLine = (response: Pick<Answer, "headers">): string | undefined =>
  setCookieLines(response).find((line) => line.startsWith(`${SESSION_COOKIE}=`));

/** The session cookie of a response as a request sends it back. @throws Error without one */
export function sessionCookie(response: Pick<Answer, "headers">): string {
  const pair = sessionLine(response)?.split(";", 1)[0];
  if (!pair || pair.endsWith("=")) throw new Error("The response sets no session cookie");
  return pair;
}

/** Whether a response takes the session cookie away. */
export const clearsSession = (response: Pick<Answer, "headers">): boolean =>
  /=;.*Max-Age=0\b/i.test(sessionLine(response) ?? "");

/** Signs in through the form. @returns the client and a copy of its session cookie */
export async function signInKeeping(
  account: Account,
  fields: Record<string, string> = {},
): Promise<{ client: ApiClient; cookie: string }> {
  const client = newClient();
  const { email, password } = account;
  const response = await submitSignIn(client, { email, password, ...fields });
  return { client, cookie: sessionCookie(response) };
}
