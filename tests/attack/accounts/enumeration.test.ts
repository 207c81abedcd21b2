import { db } from "@/lib/platform/db/client";
import { limits } from "@/lib/platform/rate-limit/limits";
import { spendTries } from "@/tests/support/database/throttles";
import { createAccount, newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { type ApiClient, lastingHeaders, newClient } from "@/tests/support/requests/client";
import { type Answer, expectQuietLog } from "@/tests/support/requests/expectations";

/* What an answer tells to somebody who asks whether an address has an account: nothing. */

const PASSWORD = "seven lemons on the harbour wall";
const WRONG = "not the password";

/** The wait is then the longest, and told in as many letters however long a test takes. */
const LONGEST_AFTER = 15;

afterAll(expectQuietLog);

/** What somebody may try, on an account of what kind. */
type Try = { kind: string; email: string; password: string };

/** One try on each kind of account; addresses are of one length. */
async function everyKind(): Promise<Try[]> {
  const known = await createAccount();
  const unverified = await createAccount({ verified: false });
  const disabled = await createAccount();
  await db.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
  const withoutPassword = await createAccount();
  await db.password.deleteMany({ where: { userId: withoutPassword.id } });
  return [
    { kind: "unknown", email: newEmail(), password: WRONG },
    { kind: "known", email: known.email, password: WRONG },
    { kind: "unverified", email: unverified.email, password: WRONG },
    { kind: "unverified, right password", ...unverified },
    { kind: "disabled", email: disabled.email, password: WRONG },
    { kind: "disabled, right password", ...disabled },
    { kind: "without a password", email: withoutPassword.email, password: WRONG },
  ];
}

/** Makes it wait for its next sign-in: what guesses have done to it. */
async function slowDown({ email }: Try): Promise<void> {
  await spendTries({ limit: limits.signInByAccount, subject: email }, LONGEST_AFTER);
  await signIn(newClient(), email, WRONG, { json: "true" });
}

const signIn = (client: ApiClient, email: string, password: string, more = {}) =>
  submitSignIn(client, { email, password, ...more });

/** All of an answer that somebody could compare; what is random in it counts by its length. */
function told({ status, headers, text }: Answer) {
  const { "set-cookie": cookies = [], "retry-after": wait, ...others } = lastingHeaders(headers);
  return {
    status,
    headers: others,
    waits: wait !== undefined,
    cookies: [cookies].flat().map((line) => line.replace(/=[^;]*/, ({ length }) => `=${length}`)),
    text,
  };
}

/** What a page says, whoever reads it. */
async function shown(client: ApiClient, path: string, email: string): Promise<string> {
  const { text } = await client.get(path).expect(200);
  return (
    text
      .replaceAll(email, "…")
      .replaceAll(/[0-9a-f]{64}/g, "…")
      // The time of the server, for what the page says of times.
      .replaceAll(/"now":\d+/g, '"now":…')
      .replaceAll(/in \d+ (seconds?|minutes)/g, "in …")
  );
}

type Action = {
  /** Asks as a script does. */
  ask(client: ApiClient, email: string, password: string): PromiseLike<Answer>;
  /** Asks as a browser does. */
  submit(client: ApiClient, email: string, password: string): PromiseLike<Answer>;
  /** Where the form leads. */
  page: string;
};

const post = (path: string, page: string, fields: object = {}): Action => ({
  ask: (client, email) => client.post(path).send({ email, ...fields }),
  submit: (client, email) =>
    client
      .post(path)
      .type("form")
      .send({ email, ...fields }),
  page,
});

const SIGN_IN: Action = {
  ask: (client, email, password) => signIn(client, email, password, { json: "true" }),
  submit: signIn,
  page: "/signin",
};

const OTHERS = [
  ["signing up", post("/api/account", "/check-mail", { name: "Ada", password: PASSWORD })],
  ["a lost password", post("/api/account/forgot-password", "/forgot-password")],
  ["another link", post("/api/account/verify-email/resend", "/check-mail")],
] as const;

/** That all tries are answered alike, as the first is. */
async function expectAlike({ ask, submit, page }: Action, tries: Try[]): Promise<void> {
  const answers = [];
  for (const { kind, email, password } of tries) {
    const client = newClient();
    const asked = told(await ask(newClient(), email, password));
    const submitted = told(await submit(client, email, password));
    answers.push({ kind, asked, submitted, shown: await shown(client, page, email) });
  }
  for (const answer of answers) expect(answer).toEqual({ ...answers[0], kind: answer.kind });
}

test.each([["signing in", SIGN_IN] as const, ...OTHERS])(
  "66 %s gets the same answer, whether or not there is an account [V6.3.8 V6.4.3]",
  async (_, action) => {
    await expectAlike(action, await everyKind());
  },
);

test("66 a slowed-down sign-in gets the same answer, whether or not there is an account [V6.3.8 V6.4.3]", async () => {
  const tries = await everyKind();
  for (const one of tries) await slowDown(one);
  await expectAlike(SIGN_IN, tries);
});

test.each(OTHERS)(
  "66 %s does not reveal that guesses have slowed the sign-in down [V6.3.8 V6.4.3]",
  async (_, action) => {
    const tries = (await everyKind()).slice(0, 2);
    for (const one of tries) await slowDown(one);
    await expectAlike(action, [...(await everyKind()).slice(0, 2), ...tries]);
  },
);
