import { createAccount } from "../../support/accounts";
import { app } from "../../support/app";
import { signInKeeping } from "../../support/cookies";
import { expectProblem, expectQuietLog } from "../../support/expectations";
import { tokenOf } from "../../support/forge";
import { attack } from "../../support/hostile";
import { expectNobody } from "../../support/nobody";
import { protectedCalls, protectedPages } from "../../support/protected-routes";

/** The token of an administrator's session that works: as a cookie, and only so. */
let token: string;

beforeAll(async () => {
  token = tokenOf((await signInKeeping(await createAccount({ role: "admin" }))).cookie);
});

afterAll(expectQuietLog);

async function expectRefusedEverywhere(Authorization: string): Promise<void> {
  const calls = await protectedCalls();
  expect(calls.length).toBeGreaterThan(10);
  for (const call of calls) {
    const answer = await attack({ ...call, headers: { Authorization, Origin: app.url } });
    expectProblem(answer, 401, "unauthenticated");
  }
  for (const path of await protectedPages()) {
    const { status, headers } = await attack({ path, headers: { Authorization } });
    const location = `/signin?callbackUrl=${encodeURIComponent(path)}`;
    expect({ path, status, location: headers.location }).toEqual({ path, status: 307, location });
  }
  await expectNobody({ Authorization });
}

test.each(["Bearer %", "Bearer %E0%A4%A", "Bearer", "Bearer null", "Basic eDp5", "\u00ff"])(
  "6 Authorization: %s is nobody on every protected route, and breaks none",
  async (value) => {
    await expectRefusedEverywhere(value);
  },
);

test.each(["Bearer", "bearer", "Token", "JWT"])(
  "7 a live session's token as Authorization: %s is nobody on every protected route",
  async (scheme) => {
    await expectRefusedEverywhere(`${scheme} ${token}`);
  },
);
