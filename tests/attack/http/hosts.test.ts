import { app } from "@/tests/support/app/app";
import { attack, attackBytes } from "@/tests/support/attack/attack-request";
import { linksIn, mailTo, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectOnSite, expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

describe("a request target that names another host", () => {
  test.each([
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "/x//evil.example/",
    "//evil.example/..",
    "//evil.example/%2f..",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "/.//evil.example",
    "//dashboard",
    "/dashboard/",
  ])("30 %s leads only to a path of this site [V3.7.2]", async (path) => {
    const { status, headers } = await attack({ path });
    expect([307, 308, 400, 404]).toContain(status);
    if (headers.location) expectOnSite(headers.location);
  });

  test.each([
    ["http://evil.example/nowhere", 404],
    ["http://evil.example/dashboard", 307],
    ["https://user@evil.example:8443/signin", 200],
    ["http://evil.example", 200],
    ["http://evil.example//x/", 308],
    ["http://127.0.0.1:1/api/me", 401],
    ["file:///etc/passwd", 404],
    ["*", 404],
  ])("30 %s is served by this app like its path [V3.7.2]", async (path, expected) => {
    const { status, headers } = await attack({ path });
    expect({ path, status }).toEqual({ path, status: expected });
    if (headers.location) expectOnSite(headers.location);
  });

  test("30 OPTIONS * and a target that is not a path cause no failure [V3.7.2]", async () => {
    await attack({ method: "OPTIONS", path: "*" });
    await attack({ path: "?callbackUrl=//evil.example" });
    const answers = await attackBytes("GET evil.example:80 HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });
});

/** What a request may claim about the host it was sent to. */
const CLAIMS: [string, Record<string, string>][] = [
  ["Host", { Host: "evil.example" }],
  ["Host with a port", { Host: "evil.example:80" }],
  ["Host that is no host", { Host: "a@evil.example:99999/x" }],
  ["X-Forwarded-Host", { "X-Forwarded-Host": "evil.example" }],
  ["X-Forwarded-Host in a list", { "X-Forwarded-Host": "evil.example, localhost" }],
  ["X-Forwarded-Host that is no host", { "X-Forwarded-Host": "[::evil.example" }],
  ["X-Forwarded-Proto", { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example" }],
  ["X-Forwarded-Proto that is none", { "X-Forwarded-Proto": "javascript" }],
  ["X-Forwarded-Port", { "X-Forwarded-Port": "1" }],
  ["Forwarded", { Forwarded: "host=evil.example;proto=https" }],
  ["X-Host and X-Original-Host", { "X-Host": "evil.example", "X-Original-Host": "evil.example" }],
];

/** Posts JSON with a claim. */
const post = (path: string, claim: Record<string, string>, body: object, cookie?: string) =>
  attack({
    method: "POST",
    path,
    headers: {
      ...claim,
      Origin: app.url,
      "Content-Type": "application/json",
      ...(cookie && { Cookie: cookie }),
    },
    chunks: [JSON.stringify(body)],
  });

describe.each(CLAIMS)("what %s claims", (_, claim) => {
  test("31 reaches no redirect and no answer [V4.1.3]", async () => {
    const { cookie } = await signInKeeping(await createAccount());
    const visits = [
      { path: "/dashboard" },
      { path: "/admin" },
      { path: "/api/auth/signin" },
      { path: "/api/auth/error?error=x" },
      { path: "/signin?callbackUrl=%2Fsettings", headers: { Cookie: cookie } },
      { path: "/admin", headers: { Cookie: cookie } },
      { path: "/api/auth/providers" },
      { path: "/signin" },
      { path: "//x/" },
    ];
    for (const { path, headers } of visits) {
      const answer = await attack({ path, headers: { ...headers, ...claim } });
      if (answer.headers.location) expectOnSite(answer.headers.location);
      expect(`${JSON.stringify(answer.headers)}${answer.text}`).not.toMatch(
        /evil\.example|https:\/\/localhost/,
      );
    }
  });
});

/** All at once, and once more where nothing of it can be read. */
const MAILED: [string, Record<string, string>][] = [
  [
    "well-formed",
    {
      Host: "evil.example",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Proto": "https",
      Forwarded: "host=evil.example;proto=https",
      "X-Original-Host": "evil.example",
    },
  ],
  ["malformed", { Host: "a@evil.example:99999/x", "X-Forwarded-Host": "[::evil.example" }],
];

test.each(MAILED)("31 a claim by %s reaches no mailed link [V4.1.3]", async (_, claim) => {
  const account = await createAccount();
  const waiting = await createAccount({ verified: false });
  const fresh = newEmail();
  const moved = newEmail();
  const { password } = account;
  const { cookie } = await signInKeeping(account);

  const asked = await Promise.all([
    post("/api/account", claim, { name: "Ada", email: fresh, password }),
    post("/api/account", claim, { name: "Ada", email: account.email, password }),
    post("/api/account/forgot-password", claim, { email: account.email }),
    post("/api/account/verify-email/resend", claim, { email: waiting.email }),
    post("/api/me/email", claim, { email: moved, password }, cookie),
  ]);
  expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  await waitForMail(app.dataDir, account.email, 2);
  for (const email of [fresh, account.email, waiting.email, moved]) {
    await waitForMail(app.dataDir, email);
    for (const mail of await mailTo(app.dataDir, email)) {
      expect(linksIn(mail)).not.toEqual([]);
      for (const link of linksIn(mail)) expect(new URL(link).origin).toBe(app.url);
      expect(`${mail.text}${mail.html}${JSON.stringify(mail.headers)}`).not.toContain(
        "evil.example",
      );
    }
  }
});

test("31 two Host lines change no answer [V4.1.3]", async () => {
  const ours = `Host: ${new URL(app.url).host}`;
  const theirs = "Host: evil.example";
  for (const hosts of [`${ours}\r\n${theirs}`, `${theirs}\r\n${ours}`]) {
    for (const path of ["/dashboard", "/api/auth/providers"]) {
      const answers = await attackBytes(
        `GET ${path} HTTP/1.1\r\n${hosts}\r\nConnection: close\r\n\r\n`,
      );
      expect(answers).toHaveLength(1);
      expect(JSON.stringify(answers)).not.toContain("evil.example");
    }
  }
});

test("31 the addresses that next-auth gives are on the configured origin [V4.1.3]", async () => {
  const { text } = await attack({
    path: "/api/auth/providers",
    headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example" },
  });
  expect(JSON.parse(text).credentials).toMatchObject({
    signinUrl: `${app.url}/api/auth/signin/credentials`,
    callbackUrl: `${app.url}/api/auth/callback/credentials`,
  });
});
