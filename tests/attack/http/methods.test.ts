import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { attack, attackBytes } from "@/tests/support/attack/attack-request";
import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { apiPermissions } from "@/tests/support/people/permissions";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { type Answer, expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

const ID = randomUUID();

/** The methods of our own routes, by the table of permissions. */
const OURS = Object.entries(apiPermissions)
  .filter(([route]) => !route.includes("[..."))
  .map(([route, rows]) => [route.replace("[id]", ID), Object.keys(rows)] as const);

/** What each address takes, by the design and not by the code. */
const ROUTES: Record<string, string[]> = {
  ...Object.fromEntries(OURS),
  "/api/auth/session": ["GET", "POST"],
  "/api/auth/csrf": ["GET"],
  "/api/auth/providers": ["GET"],
  "/api/auth/signin": ["GET", "POST"],
  "/api/auth/signout": ["GET", "POST"],
  "/api/auth/callback/credentials": ["POST"],
  "/api/auth/error": ["GET"],
  "/api/auth/verify-request": ["GET"],
};
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY"];

/** Somebody whom no guard keeps out: the method is all that is wrong. */
let cookie: string;
let userId: string;

beforeAll(async () => {
  const admin = await createAccount({ role: "admin" });
  userId = admin.id;
  ({ cookie } = await signInKeeping(admin));
});

afterAll(expectQuietLog);

const send = (method: string, path: string, headers: Record<string, string> = {}) =>
  attack({ method, path, headers: { Cookie: cookie, Origin: app.url, ...headers } });

function expectTraceRefused(answer: Answer): Answer {
  expectProblem(answer, 405, "method_not_allowed");
  return answer;
}

const stored = () =>
  db.user.findUnique({
    where: { id: userId },
    include: { password: true, tokens: true, sessions: { omit: { lastSeenAt: true } } },
  });

describe.each(Object.entries(ROUTES))("%s", (path, allowed) => {
  const refused = METHODS.filter((method) => !allowed.includes(method));

  test.each(refused)(
    "23 %s is answered 405 with the methods that work [V3.5.3 V4.1.4 V13.4.4 V16.4.2]",
    async (method) => {
      const before = await stored();
      const answer = await send(method, path);
      expectProblem(answer, 405, "method_not_allowed");
      expect(String(answer.headers.allow).split(", ").sort()).toEqual([...allowed].sort());
      expect(answer.headers).not.toHaveProperty("set-cookie");
      expect(await stored()).toEqual(before);
    },
  );

  test.each(allowed)("%s is not answered 405", async (method) => {
    expect((await attack({ method, path })).status).not.toBe(405);
  });
});

test("23 an invalid method gets no further than Node [V3.5.3 V4.1.4 V13.4.4 V16.4.2]", async () => {
  const request = (method: string) =>
    `${method} /api/me HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`;
  for (const method of ["FOO", "get", "GETX", ""]) {
    const answers = await attackBytes(request(method));
    expect(answers.map(({ status }) => status)).toEqual([400]);
  }
});

test.each([
  "/",
  "/signin",
  "/signup",
  "/admin",
  "/dashboard",
  "/settings/email",
  "/nowhere",
  "/500",
])(
  "23 TRACE of the page %s is refused, without a server error [V3.5.3 V4.1.4 V13.4.4]",
  async (path) => {
    const { headers } = expectTraceRefused(await send("TRACE", path));
    expect(String(headers.allow)).toContain("GET");
    expectTraceRefused(await attack({ method: "TRACE", path: `http://evil.example${path}` }));
  },
);

describe.each(["/api/nowhere", "/api/me/more", "/api/auth", "/api/admin", "/api/__proto__"])(
  "%s does not exist",
  (path) => {
    test.each(METHODS)("23 is answered to %s [V3.5.3 V4.1.4 V13.4.4 V16.4.2]", async (method) => {
      const answer = await send(method, path);
      expectProblem(answer, 404, "not_found");
      expect(answer.headers).not.toHaveProperty("allow");
    });
  },
);

describe("HEAD", () => {
  test("is answered like GET, without a body", async () => {
    const client = await signedInClient(await createAccount());
    const { text, headers } = await client.head("/api/me").expect(200);
    expect(text).toBeFalsy();
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  test("is refused like GET", async () => {
    await newClient().head("/api/me").expect(401);
  });

  test("23 cannot call what only takes POST [V3.5.3 V4.1.4 V13.4.4 V16.4.2]", async () => {
    await newClient().head("/api/account").expect(405);
  });
});

test.each(["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])(
  "24 %s does not turn one method into another [V4.1.4]",
  async (name) => {
    const before = await stored();
    expectProblem(await send("GET", "/api/account", { [name]: "POST" }), 405, "method_not_allowed");
    expect((await send("GET", "/api/me", { [name]: "DELETE" })).status).toBe(200);
    expect((await send("GET", "/api/me/sessions", { [name]: "DELETE" })).status).toBe(200);
    expect(await stored()).toEqual(before);
  },
);

describe("_method", () => {
  const FORM = "application/x-www-form-urlencoded";
  const post = (type: string, path: string, body: string) =>
    attack({
      method: "POST",
      path,
      headers: { Cookie: cookie, Origin: app.url, "Content-Type": type },
      chunks: [body],
    });

  test("24 in a query turns no method into another [V4.1.4]", async () => {
    const before = await stored();
    expect((await send("GET", "/api/me?_method=DELETE")).status).toBe(200);
    expectProblem(await send("GET", "/api/account?_method=POST"), 405, "method_not_allowed");
    const path = "/api/me?_method=DELETE";
    expectProblem(await post(FORM, path, "confirm=on"), 405, "method_not_allowed");
    expect(await stored()).toEqual(before);
  });

  test("24 in JSON turns no POST into another method [V4.1.4]", async () => {
    const before = await stored();
    const body = '{"_method":"DELETE","confirm":"on"}';
    expectProblem(await post("application/json", "/api/me", body), 405, "method_not_allowed");
    expect(await stored()).toEqual(before);
  });

  test.each([
    "_method=GET",
    "_method=PUT",
    "_method=delete",
    "_method=",
    "_method=__proto__",
    "_method=constructor",
    "_method=DELETE&_method=DELETE",
    "_method[]=DELETE",
  ])("24 %s in a form is refused: no form of ours has that method [V4.1.4]", async (body) => {
    const before = await stored();
    const answer = await post(FORM, "/api/me", `${body}&confirm=on&name=Eve`);
    expectProblem(answer, 405, "method_not_allowed");
    expect(String(answer.headers.allow).split(", ").sort()).toEqual(["DELETE", "GET", "PATCH"]);
    expect(await stored()).toEqual(before);
  });
});
