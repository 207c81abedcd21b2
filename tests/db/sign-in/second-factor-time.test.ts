import { secondStep } from "@/lib/features/sign-in/second-step";
import { begin } from "@/lib/features/sign-in/steps";
import { db } from "@/lib/platform/db/client";
import { findUser } from "@/lib/platform/db/tables/users";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { openProved, sessionsOf } from "@/tests/support/people/sessions";
import { stopClock } from "@/tests/support/process/clock";

const STEP_MS = 30_000;

let account: Account;
let factor: SecondFactor;

stopClock();

beforeEach(async () => {
  account = await createAccount();
  factor = await giveSecondFactor(account);
});

async function pendingSecret(): Promise<string> {
  const user = await findUser(account.id);
  if (!user) throw new Error("no such account");
  const step = await begin({ user, methods: ["password"], remember: false });
  if ("done" in step) throw new Error("no second factor was asked for");
  return step.pending;
}

const signIn = async (code: string) =>
  openProved(account, await secondStep(await pendingSecret(), code));

const isRefused = (code: string) =>
  expect(signIn(code)).rejects.toMatchObject({ code: "unauthenticated" });

/** So many seconds after the code of now was first shown. */
const after = (seconds: number) =>
  jest.setSystemTime(Math.floor(Date.now() / STEP_MS) * STEP_MS + seconds * 1000);

test("a code works for the 30 seconds that it is shown, and not before or after [V6.5.5]", async () => {
  for (const steps of [-1, 1]) await isRefused(codeOf(factor.secret, steps));
  const code = codeOf(factor.secret);
  after(31);
  await isRefused(code);
  after(-1);
  await signIn(code);
  expect(await sessionsOf(account)).toHaveLength(1);
});

test("a code typed too late is recorded without warning the owner; a used one warns the owner", async () => {
  const code = codeOf(factor.secret);
  after(31);
  const mails = await db.outboxMail.count();
  await isRefused(code);
  expect(await eventNames(account.id)).toContain("authn_login_fail:second_factor");
  expect(await db.outboxMail.count()).toBe(mails);
  const used = codeOf(factor.secret);
  await signIn(used);
  after(31);
  const since = await db.outboxMail.count();
  await isRefused(used);
  expect(await db.outboxMail.count()).toBe(since + 1);
});

test("53 after a newer code an older one is refused, though it was never used [V6.5.1]", async () => {
  const older = codeOf(factor.secret);
  after(30);
  await signIn(codeOf(factor.secret));
  // As where a server's clock is set back.
  after(-30);
  await isRefused(older);
  expect(await sessionsOf(account)).toHaveLength(1);
});
