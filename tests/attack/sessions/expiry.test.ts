import { DAY_MS, MINUTE_MS } from "@/lib/platform/core/time";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { expectTouched, moveSessions } from "@/tests/support/database/session-rows";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { clearsSession, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/*
 * The clock stands and the row's times are moved instead: both limits are differences of the two,
 * so it is the same to the code under test.
 */

let account: Account;
let cookie: string;

afterAll(expectQuietLog);

async function signIn(fields: Record<string, string>): Promise<void> {
  account = await createAccount();
  ({ cookie } = await signInKeeping(account, fields));
}

const use = () => attack({ path: "/api/me", headers: { Cookie: cookie } });
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

async function expectOver(): Promise<void> {
  for (const answer of await expectNobody({ Cookie: cookie })) {
    expect(clearsSession(answer)).toBe(true);
  }
}

describe.each([
  { kind: "a session", fields: {}, idle: 120 * MINUTE_MS, absolute: DAY_MS },
  {
    kind: "a remembered session",
    fields: { remember: "on" },
    idle: 14 * DAY_MS,
    absolute: 30 * DAY_MS,
  },
])("$kind", ({ fields, idle, absolute }) => {
  beforeEach(() => signIn(fields as Record<string, string>));

  test("18 ends when it is not used for its idle time [V7.3.1 V7.3.2 V7.4.1]", async () => {
    await moveSessions(account.id, { lastSeenAt: ago(idle - MINUTE_MS) });
    expect((await use()).status).toBe(200);
    await expectTouched(account.id);
    await moveSessions(account.id, { lastSeenAt: ago(idle + 1000) });
    await expectOver();
  });

  test("18 ends at its absolute end, however busy [V7.3.1 V7.3.2 V7.4.1]", async () => {
    const { session } = JSON.parse((await use()).text);
    expect(Date.parse(session.expires) - Date.parse(session.createdAt)).toBeCloseTo(absolute, -4);
    await moveSessions(account.id, { lastSeenAt: new Date(), expiresAt: ago(1000) });
    await expectOver();
  });

  test("18 does not end later because it is used [V7.3.1 V7.3.2 V7.4.1]", async () => {
    const { session: before } = JSON.parse((await use()).text);
    await moveSessions(account.id, { lastSeenAt: ago(idle / 2) });
    await use();
    await expectTouched(account.id);
    const { session: after } = JSON.parse((await use()).text);
    expect(after.expires).toBe(before.expires);
  });

  test("18 stays ended when it is used again [V7.3.1 V7.3.2 V7.4.1]", async () => {
    await moveSessions(account.id, { lastSeenAt: ago(idle + 1000) });
    await expectOver();
    expect((await use()).status).toBe(401);
  });
});
