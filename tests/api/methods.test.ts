import { randomUUID } from "node:crypto";
import { createAccount } from "../support/accounts";
import {
  expectProblem,
  expectQuietLog,
  watchedClient,
  watchedSignIn,
} from "../support/expectations";
import { raw } from "../support/raw";

/** What each address takes, by the design and not by the code. */
const ROUTES: Record<string, string[]> = {
  "/api/me": ["GET", "PATCH", "DELETE", "POST"],
  "/api/account": ["POST"],
  "/api/account/verify-email": ["POST"],
  "/api/account/verify-email/resend": ["POST"],
  "/api/account/forgot-password": ["POST"],
  "/api/account/reset-password": ["POST"],
  "/api/account/reauthenticate": ["POST"],
  "/api/account/password": ["POST"],
  "/api/account/email": ["POST"],
  "/api/account/email/confirm": ["POST"],
  "/api/account/email/undo": ["POST"],
  "/api/account/export": ["GET"],
  "/api/account/delete": ["POST"],
  "/api/sessions": ["GET", "DELETE", "POST"],
  [`/api/sessions/${randomUUID()}`]: ["DELETE", "POST"],
  "/api/events": ["GET"],
  "/api/admin/users": ["GET"],
  "/api/health/live": ["GET"],
  "/api/health/ready": ["GET"],
  "/api/auth/session": ["GET", "POST"],
  "/api/auth/csrf": ["GET"],
  "/api/auth/providers": ["GET"],
  "/api/auth/signin": ["GET", "POST"],
  "/api/auth/signout": ["GET", "POST"],
  "/api/auth/callback/credentials": ["POST"],
  "/api/auth/error": ["GET"],
  "/api/auth/verify-request": ["GET"],
};
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

describe.each(Object.entries(ROUTES))("%s", (path, allowed) => {
  const refused = METHODS.filter((method) => !allowed.includes(method));

  test.each(refused)("%s is answered 405 with the methods that work", async (method) => {
    const answer = await raw(method, path);
    expectProblem(answer, 405, "method_not_allowed");
    expect(String(answer.headers.allow).split(", ").sort()).toEqual([...allowed].sort());
    expect(answer.headers).not.toHaveProperty("set-cookie");
  });

  test.each(allowed)("%s is not answered 405", async (method) => {
    expect((await raw(method, path)).status).not.toBe(405);
  });
});

describe.each(["/api/nowhere", "/api/me/more", "/api/auth", "/api/admin", "/api/__proto__"])(
  "%s does not exist",
  (path) => {
    test.each(METHODS)("and says so to %s", async (method) => {
      const answer = await raw(method, path);
      expectProblem(answer, 404, "not_found");
      expect(answer.headers).not.toHaveProperty("allow");
    });
  },
);

describe("HEAD", () => {
  test("is answered like GET, without a body", async () => {
    const client = await watchedSignIn(await createAccount());
    const { text, headers } = await client.head("/api/me").expect(200);
    expect(text).toBeFalsy();
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  test("is refused like GET", async () => {
    await watchedClient().head("/api/me").expect(401);
  });

  test("is no way to call what only takes POST", async () => {
    await watchedClient().head("/api/account").expect(405);
  });
});

test.each([
  ["X-HTTP-Method-Override", "/api/account"],
  ["X-HTTP-Method", "/api/account"],
  ["X-Method-Override", "/api/account?_method=POST"],
])("%s does not turn GET into POST", async (header, path) => {
  expectProblem(
    await raw("GET", path, { headers: { [header]: "POST" } }),
    405,
    "method_not_allowed",
  );
});

afterAll(expectQuietLog);
