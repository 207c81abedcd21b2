import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { recipientsOf, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, signedInClient } from "@/tests/support/people/accounts";
import { guesser } from "@/tests/support/people/guesses";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectInvalid, expectQuietLog } from "@/tests/support/requests/expectations";

const NAME = "Ada";
const PASSWORD = "seven lemons on the harbour wall";

afterAll(expectQuietLog);

const post = (path: string, body: object) => newClient().post(path).send(body);

describe("63 an address [V1.1.1]", () => {
  /** In the address of one account and of nobody else. */
  let id: string;

  beforeEach(() => {
    id = randomUUID();
  });

  /** Every form that takes an address from a stranger. */
  const askFor = (email: string) =>
    Promise.all([
      post("/api/account", { name: NAME, email, password: PASSWORD }),
      post("/api/account/forgot-password", { email }),
      post("/api/account/verify-email/resend", { email }),
    ]);

  const signIn = async (email: string) => (await guesser())({ email, password: PASSWORD });

  const accounts = () => db.user.count({ where: { email: { contains: id } } });

  const DOMAIN = "example.com";
  const BOOKS = "xn--bcher-kva.example";

  test.each<[string, string, () => string]>([
    ["in capitals", DOMAIN, () => `KIM-${id}@Example.COM`],
    ["with the Kelvin sign", DOMAIN, () => `\u212Aim-${id}@example.com`],
    ["with a full-width @", DOMAIN, () => `kim-${id}＠example.com`],
    ["in full-width letters", DOMAIN, () => `ｋｉｍ-${id}@ｅｘａｍｐｌｅ．ｃｏｍ`],
    ["with an ideographic full stop", DOMAIN, () => `kim-${id}@example。com`],
    ["with spaces around it", DOMAIN, () => ` \tkim-${id}@example.com\r\n`],
    ["with a zero-width space", DOMAIN, () => `kim\u200B-${id}@example.com`],
    ["with a soft hyphen", DOMAIN, () => `kim\u00AD-${id}@exam\u00ADple.com`],
    ["as IDN instead of punycode", BOOKS, () => `kim-${id}@BÜCHER.example`],
    ["as decomposed IDN", BOOKS, () => `kim-${id}@bu\u0308cher.example`],
  ])(
    "%s is the same address: one account, with mail to the stored one only",
    async (...[, domain, typed]) => {
      const { email } = await createAccount({ email: `kim-${id}@${domain}`, password: PASSWORD });
      for (const { status } of await askFor(typed())) expect(status).toBe(202);
      // One for the sign-up, one for the lost password.
      await waitForMail(app.dataDir, email, 2);
      expect(await recipientsOf(app.dataDir, id)).toEqual([email]);
      expect(await accounts()).toBe(1);
      expect((await signIn(typed())).status).toBe(200);
    },
  );

  test.each<[string, () => string]>([
    ["a dotless i", () => `k\u0131m-${id}@example.com`],
    ["a dotted capital I", () => `K\u0130M-${id}@example.com`],
    ["a Cyrillic letter", () => `\u043Aim-${id}@example.com`],
    ["a dot at the end", () => `kim-${id}@example.com.`],
    ["a zero-width joiner", () => `kim\u200D-${id}@example.com`],
    ["text turned around", () => `\u202Ekim-${id}@example.com`],
    ["a space inside", () => `kim -${id}@example.com`],
    ["a space in the domain", () => `kim-${id}@exam ple.com`],
    [
      "255 characters",
      () => `kim-${id}@${`${"a".repeat(40)}.`.repeat(5)}`.padEnd(251, "b").concat(".com"),
    ],
    ["another account's behind a comma", () => `kim-${id}@example.com,eve@evil.test`],
    ["a quoted address as its name", () => `"kim-${id}@example.com"@evil.test`],
  ])("with %s is refused, and no mail is sent", async (_, typed) => {
    const account = await createAccount({ email: `kim-${id}@${DOMAIN}`, password: PASSWORD });
    for (const answer of await askFor(typed())) expectInvalid(answer, ["email"]);
    const client = await signedInClient(account);
    const move = { email: typed(), password: PASSWORD };
    expectInvalid(await client.post("/api/me/email").send(move), ["email"]);
    expect((await signIn(typed())).status).toBe(401);
    expect(await recipientsOf(app.dataDir, id)).toEqual([]);
    expect(await accounts()).toBe(1);
  });

  test("a look-alike domain is another address, and gets none of the original's mail", async () => {
    const { email } = await createAccount({ email: `kim-${id}@${DOMAIN}` });
    const lookAlike = `kim-${id}@ex\u0430mple.com`;
    await post("/api/account/forgot-password", { email: lookAlike }).expect(202);
    await post("/api/account/forgot-password", { email }).expect(202);
    await waitForMail(app.dataDir, email);
    expect(await recipientsOf(app.dataDir, id)).toEqual([email]);
  });
});

describe("64 NUL and a lone surrogate [V1.3.3 V2.2.1]", () => {
  // What stands after it is taken for damage by a mail program, and cut off.
  const WHOLE_TOKEN = "x".repeat(43);
  const JSON_FIELDS: [string, string, Record<string, string>][] = [
    ["POST", "/api/account", { name: NAME, email: "kim@example.com", password: PASSWORD }],
    ["POST", "/api/account/forgot-password", { email: "kim@example.com" }],
    ["POST", "/api/account/verify-email/resend", { email: "kim@example.com" }],
    ["POST", "/api/account/verify-email", { token: "x" }],
    ["POST", "/api/account/reset-password", { token: WHOLE_TOKEN, password: PASSWORD }],
    ["POST", "/api/account/email/confirm", { token: "x" }],
    ["POST", "/api/account/email/undo", { token: "x" }],
    ["PATCH", "/api/me", { name: NAME }],
    ["POST", "/api/me/reauthenticate", { password: PASSWORD }],
    ["POST", "/api/me/password", { currentPassword: PASSWORD, newPassword: PASSWORD }],
    ["POST", "/api/me/email", { email: "kim@example.com", password: PASSWORD }],
  ];
  const fields = JSON_FIELDS.flatMap(([method, path, body]) =>
    Object.keys(body)
      .filter((field) => body[field] !== WHOLE_TOKEN)
      .map((field): [string, string, string, Record<string, string>] => [
        method,
        path,
        field,
        body,
      ]),
  );

  let cookie: string;

  beforeAll(async () => {
    ({ cookie } = await signInKeeping(await createAccount({ role: "admin" })));
  });

  describe.each(fields)("in %s %s, %s", (method, path, field, body) => {
    test.each([
      ["NUL", "\0"],
      ["a lone surrogate", "\ud800"],
    ])("%s is refused", async (_, character) => {
      const tainted = { ...body, [field]: `${body[field]}${character}` };
      const answer = await attack({
        method,
        path,
        headers: {
          Origin: app.url,
          "Content-Type": "application/json",
          // Who is signed in cannot sign up.
          ...(path !== "/api/account" && { Cookie: cookie }),
        },
        chunks: [JSON.stringify(tainted)],
      });
      expectInvalid(answer, [field]);
    });
  });

  test.each(["%00", "%ED%A0%80", "%C0%80"])(
    "%s in a form, a query, a path or a cookie causes no failure",
    async (bytes) => {
      const form = { Origin: app.url, "Content-Type": "application/x-www-form-urlencoded" };
      const names = ["name", "email", "password", "token", "csrfToken", "callbackUrl"];
      const chunks = [names.map((name) => `${name}=kim${bytes}`).join("&")];
      for (const path of [
        "/api/account",
        "/api/account/forgot-password",
        "/api/account/verify-email",
        "/api/account/reset-password",
        "/api/auth/callback/credentials",
        "/api/auth/signout",
      ]) {
        await attack({ method: "POST", path, headers: form, chunks });
      }
      const tainted = ["session", "device", "flash", "csrf-token", "callback-url"].map(
        (name) => `${cookieName(name)}=${bytes}`,
      );
      for (const path of [
        `/link/verify?token=${bytes}`,
        `/reset-password?token=${bytes}`,
        `/signin?error=${bytes}&callbackUrl=${bytes}`,
        `/api/me/events?before=${bytes}`,
        `/api/admin/users?q=${bytes}`,
        `/api/admin/users/${bytes}`,
        `/api/admin/events?type=${bytes}&ipAddress=${bytes}`,
        `/api/me/sessions/${bytes}`,
        `/api/auth/${bytes}`,
      ]) {
        for (const Cookie of [cookie, tainted.join("; ")])
          await attack({ path, headers: { Cookie } });
      }
    },
  );
});

describe("65 a password [V6.2.8]", () => {
  const SEVENTY_TWO = "seven quiet lanterns on the harbour wall, and a dog that barks at seven.";
  const EMOJI = "🦊🐢🦉🐙🦋🐝🐞🦔🦦🦥🦩🦚🐬🐳🦈🐊🦒🦘";

  test.each([
    ["after 72 bytes", `${SEVENTY_TWO}X`, `${SEVENTY_TWO}Y`],
    ["cut at 72 bytes", `${SEVENTY_TWO}X`, SEVENTY_TWO],
    ["after 18 emoji", `${EMOJI}x`, `${EMOJI}y`],
    ["by a space at its end", PASSWORD, `${PASSWORD} `],
    ["by a space at its beginning", PASSWORD, ` ${PASSWORD}`],
    ["by the case of one letter", PASSWORD, PASSWORD.replace("s", "S")],
    ["trimmed of its own spaces", ` ${PASSWORD} `, PASSWORD],
  ])("that differs %s is another password", async (_, password, other) => {
    const { email } = await createAccount({ password });
    const guess = await guesser();
    expect((await guess({ email, password: other })).status).toBe(401);
    expect((await guess({ email, password })).status).toBe(200);
  });

  test("of 72 bytes works as the base of the cases above", () => {
    expect(Buffer.byteLength(SEVENTY_TWO)).toBe(72);
    expect(Buffer.byteLength(EMOJI)).toBe(72);
  });

  test.each([
    ["composed and decomposed", "Zoë reads by the harbour", "Zoe\u0308 reads by the harbour"],
    ["with a ligature", "the office by the harbour", "the o\uFB03ce by the harbour"],
    ["in full-width digits", "harbour wall 1984 lemons", "harbour wall １９８４ lemons"],
  ])("%s is the same (NFKC), whichever way it was set", async (_, one, other) => {
    const guess = await guesser();
    for (const [password, typed] of [
      [one, other],
      [other, one],
    ]) {
      const { email } = await createAccount({ password: String(password) });
      expect((await guess({ email, password: String(typed) })).status).toBe(200);
    }
  });
});
