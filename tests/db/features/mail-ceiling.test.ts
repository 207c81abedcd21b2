import { requestEmailChange } from "@/lib/features/accounts/email-change";
import { signUp } from "@/lib/features/accounts/sign-up";
import { resendVerification } from "@/lib/features/accounts/verification";
import { changePassword } from "@/lib/features/password/change";
import { requestReset } from "@/lib/features/password/reset";
import { rememberDevice } from "@/lib/features/sessions/devices";
import { env } from "@/lib/platform/config/env";
import { lockUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { deliverDue } from "@/lib/platform/mail/delivery";
import { limits } from "@/lib/platform/rate-limit/limits";
import { mailRequestHandlers } from "@/lib/web/server/mail-requests";
import { passTime } from "@/tests/support/database/throttles";
import { mailTo } from "@/tests/support/mail/mail";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";
import { english } from "@/tests/support/texts";

/* 80: what anybody can have sent to an address they know has one ceiling a day. What its owner has to
   know has none. */

const AT_ONCE = limits.mailByRecipient.points;
const A_DAY = 15;
const PASSWORD = "seven lemons on the harbour wall";

let mover: Account;

beforeAll(async () => {
  mover = await createAccount();
});

/** Has one mail of each kind sent to an address. */
async function flood(email: string): Promise<void> {
  // Under another name each: the same again within a minute is not mailed.
  await signUp({ name: newEmail(), email, password: PASSWORD });
  await resendVerification(email);
  await requestReset(email);
  const asking = await newAskingSession(mover.id);
  await requestEmailChange(mover, asking, { email, password: mover.password }, true);
  await deliverDue(mailRequestHandlers);
}

const subjectsTo = async (email: string) =>
  (await mailTo(env.DATA_DIR, email)).map(({ subject }) => subject);

async function floodForADay(email: string): Promise<void> {
  for (let hour = 0; hour < 23; hour++) {
    await flood(email);
    await passTime(60 * 60);
  }
}

describe("80 a flood of mail of every kind", () => {
  test("sends one address at most eight at once", async () => {
    const email = newEmail();
    for (let n = 0; n < 5; n++) await flood(email);
    const subjects = await subjectsTo(email);
    expect(subjects).toHaveLength(AT_ONCE);
    expect(new Set(subjects).size).toBeGreaterThan(1);
  });

  test("sends one address at most 15 a day, and as many again on the next day", async () => {
    const email = newEmail();
    await floodForADay(email);
    const sent = (await subjectsTo(email)).length;
    expect(sent).toBeGreaterThan(AT_ONCE);
    expect(sent).toBeLessThanOrEqual(A_DAY);
    await passTime(60 * 60);
    for (let n = 0; n < 5; n++) await flood(email);
    expect(await subjectsTo(email)).toHaveLength(sent + AT_ONCE);
  });
});

describe("80 while an address is flooded, its owner", () => {
  let owner: Account;
  /** How many mails got through. */
  let flooded: number;

  beforeEach(async () => {
    owner = await createAccount();
    for (let n = 0; n < 3; n++) await flood(owner.email);
    flooded = (await subjectsTo(owner.email)).length;
    await flood(owner.email);
    expect(await subjectsTo(owner.email)).toHaveLength(flooded);
  });

  test("is notified of a new password", async () => {
    const { userId, sessionId, secretHash: from } = await newAskingSession(owner.id);
    const renewal = { userId, sessionId, from, to: `${from}, renewed`, now: new Date() };
    await changePassword(
      owner,
      { renewal, recent: true },
      { currentPassword: owner.password, newPassword: PASSWORD },
    );
    await deliverDue(mailRequestHandlers);
    expect((await subjectsTo(owner.email)).at(-1)).toBe(english("passwordChangedMail.subject"));
  });

  test("is notified of a sign-in in another browser", async () => {
    const signIn = () =>
      transaction(async (tx) => {
        const user = await lockUser(owner.id, tx);
        if (user) await rememberDevice(user, null, tx);
      });
    await signIn();
    await signIn();
    await deliverDue(mailRequestHandlers);
    expect(await subjectsTo(owner.email)).toHaveLength(flooded + 1);
  });

  test("gets a link for a new password in a known browser, and in no other", async () => {
    const device = await transaction(async (tx) => {
      const user = await lockUser(owner.id, tx);
      return user ? rememberDevice(user, null, tx) : "";
    });
    const ask = async (cookie: string) => {
      await requestReset(owner.email, cookie);
      await deliverDue(mailRequestHandlers);
      return (await subjectsTo(owner.email)).length;
    };
    expect(await ask("")).toBe(flooded);
    expect(await ask(`${device}x`)).toBe(flooded);
    expect(await ask(device)).toBe(flooded + 1);
  });
});
