import { limits } from "@/lib/platform/rate-limit/limits";
import { app } from "@/tests/support/app/app";
import { withSibling } from "@/tests/support/app/second-server";
import { LONG_AFTER, spendTries } from "@/tests/support/database/throttles";
import { createAccount, submitSignIn } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/* A second process of the app beside the shared one, on the same database. */

// Registered first, so that it runs after every server has ended.
afterAll(expectQuietLog);

describe("74 two processes", () => {
  const server = withSibling();

  test("share sessions: one refuses what the other revoked, on the next request", async () => {
    const { url } = server;
    const { client, cookie } = await signInKeeping(await createAccount());
    await newClient(url).get("/api/me").set("Cookie", cookie).expect(200);
    const { body } = await client.get("/api/me");
    await client.delete(`/api/me/sessions/${body.session.id}`).expect(204);
    await newClient(url).get("/api/me").set("Cookie", cookie).expect(401);
  });

  test("share throttles", async () => {
    const { url } = server;
    const { email } = await createAccount();
    const attempt = async (at: string) => {
      const fields = { email, password: "not the password", json: "true" };
      return (await submitSignIn(newClient(at), fields)).status;
    };
    for (let n = 0; n < 5; n++) expect(await attempt(n % 2 ? url : app.url)).toBe(401);
    await spendTries({ limit: limits.signInByAccount, subject: email }, LONG_AFTER);
    expect([await attempt(url), await attempt(app.url), await attempt(url)]).toEqual([
      401, 429, 429,
    ]);
  });
});
