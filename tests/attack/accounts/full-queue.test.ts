import { cookieName } from "@/lib/platform/http/cookies";
import { withSibling } from "@/tests/support/app/second-server";
import { attack } from "@/tests/support/attack/attack-request";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { guesser, tally } from "@/tests/support/people/guesses";
import { CROWD_MS } from "@/tests/support/process/patience";
import { setCookieLines } from "@/tests/support/requests/cookies";
import {
  type Answer,
  expectQuietLog,
  expectRetryAfter,
} from "@/tests/support/requests/expectations";

jest.setTimeout(CROWD_MS);

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

/** One thread, and hashes long enough for a crowd to gather. */
const server = withSibling({ PASSWORD_THREADS: "1", PASSWORD_COST: "10" });

const CONNECTIONS = 60;
const SIGN_INS = 4;
/**
 * Has an attacker's connections send one request after the other, while an owner signs in each time.
 * In which order the queue takes them is held by tests/unit/features/password/queue.test.ts.
 * @returns the attacker's answers
 */
async function under(send: (n: number) => Promise<Answer>, signIn: () => Promise<Answer>) {
  const answers: Answer[] = [];
  let over = false;
  let sent = 0;
  const connections = Array.from({ length: CONNECTIONS }, async () => {
    while (!over) answers.push(await send(sent++));
  });
  try {
    for (let n = 0; n < SIGN_INS; n++) {
      expect((await signIn()).status).toBe(200);
    }
  } finally {
    over = true;
    await Promise.all(connections);
  }
  return answers;
}

/** What is more than the attacker's share is told so, as a limit and not as an outage. */
function expectLimit(answers: Answer[], served: number): void {
  const { [served]: let_in = 0, 429: refused = 0 } = tally(answers);
  expect(let_in).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
  expect(let_in + refused).toBe(answers.length);
  for (const answer of answers.filter(({ status }) => status === 429)) expectRetryAfter(answer);
}

const deviceCookie = (answer: Answer) =>
  setCookieLines(answer)
    .find((line) => line.startsWith(`${cookieName("device")}=`))
    ?.split(";", 1)[0] ?? "";

let owner: Account;

beforeEach(async () => {
  owner = await createAccount();
});

test("77 an attacker's many known browsers do not crowd out other people's sign-ins [V2.4.1 V15.2.2]", async () => {
  const guess = await guesser(server.url);
  const attacker = await createAccount();
  const farmed: string[] = [];
  for (let n = 0; n < 12; n++) farmed.push(deviceCookie(await guess(attacker)));
  expect(new Set(farmed).size).toBe(12);
  const from = "192.0.2.66";
  const answers = await under(
    (n) => guess({ ...attacker, from, cookie: farmed[n % farmed.length] ?? "" }),
    () => guess(owner),
  );
  expectLimit(answers, 200);
});

test("77 sign-ups from the networks of one IPv6 /48 do not crowd out other people's sign-ins [V2.4.1 V15.2.2]", async () => {
  const guess = await guesser(server.url);
  const signUp = (n: number) =>
    attack({
      method: "POST",
      path: "/api/account",
      url: server.url,
      headers: {
        Origin: server.url,
        "Content-Type": "application/json",
        "X-Forwarded-For": `2001:db8:ffff:${n.toString(16)}::1`,
      },
      chunks: [
        JSON.stringify({ name: "Eve", email: newEmail(), password: "seven lemons on the wall" }),
      ],
    });
  const answers = await under(signUp, () => guess(owner));
  expectLimit(answers, 202);
});
