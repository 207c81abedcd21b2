import { app } from "@/tests/support/app/app";
import { protectedCalls, protectedPages } from "@/tests/support/app/protected-routes";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { tokenOf } from "@/tests/support/attack/forged-token";
import { createAccount } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

/** The token of an administrator's session that works: as a cookie, and only so. */
let token: string;

beforeAll(async () => {
  token = tokenOf((await signInKeeping(await createAccount({ role: "admin" }))).cookie);
});

afterAll(expectQuietLog);

async function expectRefusedEverywhere(Authorization: string): Promise<void> {
  const calls = protectedCalls();
  expect(calls.length).toBeGreaterThan(10);
  for (const call of calls) {
    const answer = await attack({ ...call, headers: { Authorization, Origin: app.url } });
    expectProblem(answer, 401, "unauthenticated");
  }
  for (const path of protectedPages()) {
    const { status, headers } = await attack({ path, headers: { Authorization } });
    const location = `/signin?callbackUrl=${encodeURIComponent(path)}`;
    expect({ path, status, location: headers.location }).toEqual({ path, status: 307, location });
  }
  await expectNobody({ Authorization });
}

test.each(["Bearer %", "Bearer %E0%A4%A", "Bearer", "Bearer null", "Basic eDp5", "\u00ff"])(
  "6 Authorization: %s signs nobody in on any protected route, and breaks none",
  async (value) => {
    await expectRefusedEverywhere(value);
  },
);

test.each(["Bearer", "bearer", "Token", "JWT"])(
  "7 a live session's token as Authorization: %s signs nobody in on any protected route",
  async (scheme) => {
    await expectRefusedEverywhere(`${scheme} ${token}`);
  },
);
