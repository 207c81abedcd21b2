import { app } from "../app/app";
import { attack } from "../attack/attack-request";
import { CROWD_MS } from "../process/patience";
import { atOnce } from "../requests/at-once";
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
 * Prepares sign-in attempts: one form, open in an attacker's browser, serves them all.
 * @param url the server, if not the one the project's tests share.
 * @returns a function that sends one, as next-auth's own client does: 401 is a password that was checked
 * and wrong, 429 one that was not checked
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

/** The tries that an account and a network address allow at once; after them one at a time. */
export const BUDGET = { account: 5, address: 30 };
/** The gate opens after 1 s, 2 s, 4 s …: so often at most before a test is given up (CROWD_MS). */
const OPENINGS = Math.floor(Math.log2(CROWD_MS / 1000 + 1));
/** More at once would wait for a database connection longer than a request may. */
const WAVE = 50;

/**
 * Guesses, in waves of fifty at once, by turns to each of the processes; then one at a time until the
 * gate is closed, since a try that found no seat in the password queue is not counted.
 */
export async function guessing(
  count: number,
  urls: string[],
  guess: (n: number) => Guess,
): Promise<Answer[]> {
  const attackers = await Promise.all(urls.map(guesser));
  const answers: Answer[] = [];
  while (answers.length < count) {
    const sent = answers.length;
    answers.push(...(await atOnce(WAVE, attackers, (send, n) => send(guess(sent + n)))));
  }
  const [alone] = attackers;
  for (let last = 0; alone && last !== 429 && answers.length < 2 * count; ) {
    const answer = await alone(guess(answers.length));
    answers.push(answer);
    last = answer.status;
  }
  return answers;
}

/**
 * Asserts that as many guesses were checked as the budget allows, and that the others were told to wait.
 * @param wrong the status of a password that was checked and wrong
 */
export function expectThrottled(
  answers: Pick<Answer, "status">[],
  budget: number,
  wrong = 401,
): void {
  const { [wrong]: lookedAt = 0, 429: refused = 0 } = tally(answers);
  expect(lookedAt + refused).toBe(answers.length);
  expect(lookedAt).toBeGreaterThanOrEqual(budget);
  expect(lookedAt).toBeLessThanOrEqual(budget + OPENINGS);
}
