import { encode } from "next-auth/jwt";
import { env } from "@/lib/platform/config/env";
import type { TokenPurpose } from "@/lib/platform/db/tables/tokens";
import { cookieName } from "@/lib/platform/http/cookies";
import { newCsrfToken } from "@/lib/web/session/csrf";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { expectNobody } from "@/tests/support/attack/expect-signed-out";
import { asSession, tokenOf } from "@/tests/support/attack/forged-token";
import { type Account, createAccount, newEmail } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { newClient } from "@/tests/support/requests/client";
import {
  clearsSession,
  sessionLine,
  setCookieLines,
  signInKeeping,
} from "@/tests/support/requests/cookies";
import { type Answer, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

/* Every secret the app hands out, used as every other one. */

const JSON_TYPE = { "Content-Type": "application/json" };
const FORM_TYPE = { "Content-Type": "application/x-www-form-urlencoded" };
const NEW_PASSWORD = "seven quiet lanterns";

type Kind = "session" | "csrf" | "flash" | "state" | "pkce" | TokenPurpose;

const secrets = {} as Record<Kind, string>;
let account: Account;

async function linkSecret(purpose: TokenPurpose, verified: boolean): Promise<string> {
  return newLink(purpose, await createAccount({ verified }));
}

beforeAll(async () => {
  account = await createAccount();
  const salted = (salt: string) =>
    encode({ token: { sub: account.id } as never, secret: env.secrets[0], salt });
  const flash = await newClient().post("/api/account").type("form").send({ name: "" });
  Object.assign(secrets, {
    session: tokenOf((await signInKeeping(account)).cookie),
    csrf: newCsrfToken().cookie,
    flash: tokenOf(setCookieLines(flash)[0]?.split(";", 1)[0] ?? ""),
    state: await salted(cookieName("state")),
    pkce: await salted(cookieName("pkce")),
    "verify-email": await linkSecret("verify-email", false),
    "reset-password": await linkSecret("reset-password", true),
    "change-email": await newLink("change-email", account, newEmail()),
    "undo-email": await newLink("undo-email", await createAccount(), newEmail()),
  });
});

afterAll(expectQuietLog);

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  attack({
    method: "POST",
    path,
    headers: { Origin: app.url, ...JSON_TYPE, ...headers },
    chunks: [JSON.stringify(body)],
  });

/** The sign-in form with the right password: the csrf token is all that is in question. */
function signInWith(csrf: string): Promise<Answer> {
  const { email, password } = account;
  const [csrfToken = ""] = csrf.split("|");
  return attack({
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers: {
      Origin: app.url,
      ...FORM_TYPE,
      Cookie: `${cookieName("csrf-token")}=${encodeURIComponent(csrf)}`,
    },
    chunks: [new URLSearchParams({ csrfToken, email, password }).toString()],
  });
}

const signUpForm = async (flash: string) =>
  attack({ path: "/signup", headers: { Cookie: `${cookieName("flash")}=${flash}` } });
const ENTER_A_NAME = english("fields.nameMissing");

/** How each kind of secret is used, and how its user can tell that it was not taken. */
const USES: Partial<Record<Kind, (secret: string) => Promise<boolean>>> = {
  session: async (secret) =>
    (await attack({ path: "/api/me", headers: asSession(secret) })).status === 200,
  csrf: async (secret) => sessionLine(await signInWith(secret)) !== undefined,
  flash: async (secret) => (await signUpForm(secret)).text.includes(ENTER_A_NAME),
  "verify-email": async (token) => took(await post("/api/account/verify-email", { token })),
  "reset-password": async (token) =>
    took(await post("/api/account/reset-password", { token, password: NEW_PASSWORD })),
  "change-email": async (token) =>
    took(await post("/api/account/email/confirm", { token }, asSession(secrets.session))),
  "undo-email": async (token) => took(await post("/api/account/email/undo", { token })),
};

function took({ status }: Answer): boolean {
  expect([200, 422]).toContain(status);
  return status === 200;
}

const KINDS: Kind[] = [
  "session",
  "csrf",
  "flash",
  "state",
  "pkce",
  "verify-email",
  "reset-password",
  "change-email",
  "undo-email",
];

describe.each(KINDS)("the %s secret", (kind) => {
  test.each(Object.entries(USES).filter(([use]) => use !== kind))(
    "5 is refused in place of a %s [V2.2.3 V2.3.1 V6.6.2 V9.2.2 V9.2.3 V9.2.4]",
    async (_, use) => {
      expect(await use(secrets[kind])).toBe(false);
    },
  );

  if (kind !== "session") {
    test("5 signs nobody in, as a cookie or as a bearer [V2.2.3 V2.3.1 V6.6.2 V9.2.2 V9.2.3 V9.2.4]", async () => {
      for (const answer of await expectNobody(asSession(secrets[kind]))) {
        expect(clearsSession(answer)).toBe(true);
      }
      await expectNobody({ Authorization: `Bearer ${secrets[kind]}` });
    });
  }
});

test("each still works where it belongs afterwards", async () => {
  const works: Partial<Record<string, boolean>> = {};
  for (const [kind, use] of Object.entries(USES)) works[kind] = await use(secrets[kind as Kind]);
  expect(works).toEqual(Object.fromEntries(Object.keys(USES).map((kind) => [kind, true])));
});
