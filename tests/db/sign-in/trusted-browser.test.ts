import { resetPassword } from "@/lib/features/password/reset";
import { removeSecondFactor } from "@/lib/features/second-factor/removal";
import { distrust, trustedBrowsersOf } from "@/lib/features/second-factor/trusted-browsers";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { revokeOtherSessions } from "@/lib/features/sessions/sessions";
import { openSession } from "@/lib/features/sign-in/open-session";
import { begin } from "@/lib/features/sign-in/steps";
import { env } from "@/lib/platform/config/env";
import { DAY_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { findUser, setRole } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { eventNames } from "@/tests/support/database/events";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { giveSecondFactor, type SecondFactor } from "@/tests/support/people/second-factor";
import { newAskingSession } from "@/tests/support/people/sessions";

let account: Account;
let factor: SecondFactor;

beforeEach(async () => {
  account = await createAccount();
  factor = await giveSecondFactor(account);
});

async function userOf({ id }: Account) {
  const user = await findUser(id);
  if (!user) throw new Error("no such account");
  return user;
}

type Proved = Partial<Parameters<typeof openSession>[1]>;

const open = ({ id }: Account, proved: Proved) =>
  openSession(
    {
      secretHash: newSecret(),
      userId: id,
      remember: false,
      authenticatedAt: new Date(),
      expiresAt: new Date(Date.now() + MINUTE_MS),
    },
    { methods: ["password", "totp"], device: null, ...proved },
  );

/** Signs in with both proofs and the box ticked. @returns what the browser keeps */
const trusting = async (of = account, device: string | null = null) =>
  (await open(of, { trust: true, device })).device;

/** What the password alone comes to in a browser: asked by begin(), and once more by openSession(). */
async function afterPassword(device: string | null, of = account): Promise<string> {
  const step = await begin({
    user: await userOf(of),
    methods: ["password"],
    remember: false,
    device,
  });
  const opened = await open(of, { methods: ["password"], device }).then(
    () => "session",
    ({ code }) => code,
  );
  return "done" in step ? opened : `${step.next} ${opened}`;
}

const ASKED = "second-factor second_factor_required";

test("in a trusted browser the password is enough, and in any other it is not", async () => {
  const device = await trusting();
  expect(await afterPassword(device)).toBe("session");
  expect(await afterPassword(null)).toBe(ASKED);
  expect(await afterPassword(newSecret())).toBe(ASKED);
  expect(await eventNames(account.id)).toContain("authn_token_created:trusted_browser");
});

test("no browser is trusted unless the box was ticked and the second factor given", async () => {
  const { device } = await open(account, {});
  expect(await afterPassword(device)).toBe(ASKED);
  const methods = ["password", "recovery"] as const;
  const recovered = await open(account, { methods, trust: true });
  expect(await afterPassword(recovered.device)).toBe(ASKED);
});

test("a trusted browser's session is as recent as the last second factor [V7.5.1]", async () => {
  const device = await trusting();
  const trustedAt = new Date(Date.now() - DAY_MS);
  await db.trustedBrowser.updateMany({ where: { userId: account.id }, data: { trustedAt } });
  const { authenticatedAt } = await open(account, { methods: ["password"], device });
  expect(authenticatedAt).toEqual(trustedAt);
  const row = await db.session.findFirstOrThrow({
    where: { userId: account.id, methods: "password" },
  });
  expect(row.authenticatedAt).toEqual(trustedAt);
  expect(Date.now() - row.lastSeenAt.getTime()).toBeLessThan(MINUTE_MS);
  expect(isRecent({ authenticatedAt: trustedAt.toISOString() }, Date.now())).toBe(false);
});

test("trust is for one account: another in the same browser is asked for its factor", async () => {
  const device = await trusting();
  const other = await createAccount();
  await giveSecondFactor(other);
  const both = (await open(other, { device })).device;
  expect(await afterPassword(both, other)).toBe(ASKED);
  expect(await afterPassword(both)).toBe("session");
});

test("an administrator's browser is never trusted, nor that of a new administrator", async () => {
  const admin = await createAccount({ role: "admin" });
  await giveSecondFactor(admin);
  expect(await afterPassword(await trusting(admin), admin)).toBe(ASKED);
  expect(await db.trustedBrowser.count({ where: { userId: admin.id } })).toBe(0);
  const device = await trusting();
  await setRole(account.id, "admin", db);
  expect(await afterPassword(device)).toBe(ASKED);
});

test("trust ends after thirty days, or sooner when the variable is lowered", async () => {
  const device = await trusting();
  const days = env.TRUSTED_BROWSER_DAYS;
  const since = (ago: number) =>
    db.trustedBrowser.updateMany({
      where: { userId: account.id },
      data: { trustedAt: new Date(Date.now() - ago * DAY_MS) },
    });
  await since(29);
  expect(await afterPassword(device)).toBe("session");
  for (const [ago, allowed] of [
    [31, 30],
    [8, 7],
    [0, 0],
  ] as const) {
    Object.assign(env, { TRUSTED_BROWSER_DAYS: allowed });
    await since(ago);
    expect([allowed, await afterPassword(device)]).toEqual([allowed, ASKED]);
    expect(await trustedBrowsersOf(account.id)).toEqual([]);
  }
  Object.assign(env, { TRUSTED_BROWSER_DAYS: days });
});

describe("trust ends", () => {
  let device: string;

  beforeEach(async () => {
    device = await trusting();
    expect(await trustedBrowsersOf(account.id)).toHaveLength(1);
  });

  afterEach(async () => {
    expect(await db.trustedBrowser.count({ where: { userId: account.id } })).toBe(0);
  });

  test("with a reset of the password", async () => {
    const token = await newLink("reset-password", account);
    await resetPassword({
      token,
      password: "eight quiet lanterns",
      code: factor.recoveryCodes[0],
    });
    expect(await afterPassword(device)).toBe(ASKED);
  });

  test("when the second factor is removed, and does not return with a new one", async () => {
    const user = await userOf(account);
    await transaction((tx) => removeSecondFactor(user, tx));
    await giveSecondFactor(account);
    expect(await afterPassword(device)).toBe(ASKED);
  });

  test("when its owner signs out everywhere else", async () => {
    await revokeOtherSessions(await newAskingSession(account.id));
    expect(await afterPassword(device)).toBe(ASKED);
  });

  test("when its owner ends it, for one or all", async () => {
    const asking = await newAskingSession(account.id);
    await trusting();
    const [one] = await trustedBrowsersOf(account.id);
    expect(await distrust(asking, one?.id ?? "")).toBe(1);
    expect(await distrust(asking, one?.id ?? "")).toBe(0);
    expect(await distrust(asking, null)).toBe(1);
    expect(await afterPassword(device)).toBe(ASKED);
  });

  test("but nobody can end that of another account", async () => {
    const asking = await newAskingSession((await createAccount()).id);
    const [one] = await trustedBrowsersOf(account.id);
    expect(await distrust(asking, one?.id ?? "")).toBe(0);
    expect(await trustedBrowsersOf(account.id)).toHaveLength(1);
    await distrust(await newAskingSession(account.id), null);
  });
});
