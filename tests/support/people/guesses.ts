import { app } from "../app/app";
import { attack } from "../attack/attack-request";
import { randomAddress } from "../requests/client";
import { setCookieLines } from "../requests/cookies";
import type { Answer } from "../requests/expectations";

/** A sign-in attempt. */
export type Guess = {
  email: string;
  password?: string;
  /** The X-Forwarded-For header; an address of its own where left out. */
  from?: string;
  /** A further cookie, as `name=value`. */
  cookie?: string;
  /** Whether the server may fail: the test broke something it needs. */
  fault?: boolean;
};

/**
 * Prepares sign-in attempts: one form, open in an attacker's hands, serves them all.
 * @param url the server, if not the one the project's tests share.
 * @returns sends one, as next-auth's own client does: 401 is a password that was looked at and found
 * wrong, 429 one that was not looked at
 */
export async function guesser(url = app.url): Promise<(guess: Guess) => Promise<Answer>> {
  const form = await attack({ path: "/signin", url });
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(form.text)?.[1] ?? "";
  const cookies = setCookieLines(form).map((line) => line.split(";", 1)[0]);
  return ({ email, password = "not the password", from = randomAddress(), ...more }) =>
    attack({
      method: "POST",
      path: "/api/auth/callback/credentials",
      url,
      fault: more.fault ?? false,
      headers: {
        Origin: url,
        Cookie: [...cookies, more.cookie ?? ""].join("; "),
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": from,
      },
      chunks: [new URLSearchParams({ csrfToken, email, password, json: "true" }).toString()],
    });
}

/** How many answers have each status. */
export function tally(answers: Pick<Answer, "status">[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
