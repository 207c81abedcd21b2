import { generateKeyPairSync } from "node:crypto";
import { importSPKI, jwtVerify } from "jose";
import { db } from "@/lib/platform/db/client";
import type { Provider } from "@/lib/web/providers/list";
import { newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { flashOf, startOwnServer } from "@/tests/support/providers/own-server";
import { type Hostile, startHostile } from "@/tests/support/providers/providers";
import { goThrough, postAnswerOf, press } from "@/tests/support/providers/way";
import { newClient } from "@/tests/support/requests/client";
import { cookieNames, sessionLine } from "@/tests/support/requests/cookies";
import { english } from "@/tests/support/texts";

/*
 * Apple and GitLab, whose issuers no variable names: a provider that speaks as they do stands in for them, in a
 * process of its own.
 */

const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const APPLE = "/api/auth/callback/apple";

let hostile: Hostile;
let app: Awaited<ReturnType<typeof startOwnServer>>;
let person: Record<string, unknown> & { sub: string; email: string };

beforeAll(async () => {
  hostile = await startHostile();
  Object.assign(process.env, {
    APPLE_CLIENT_ID: "com.example.app",
    APPLE_TEAM_ID: "TEAM123456",
    APPLE_KEY_ID: "KEY1234567",
    APPLE_PRIVATE_KEY: String(keys.privateKey.export({ type: "pkcs8", format: "pem" })),
    GITLAB_CLIENT_ID: "gitlab-app",
    GITLAB_CLIENT_SECRET: "a secret of GitLab",
  });
  const { providerById } = await import("@/lib/web/providers/list");
  for (const id of ["apple", "gitlab"]) {
    (providerById(id) as Provider).issuer = hostile.issuer(id);
  }
  app = await startOwnServer();
}, START_MS);

afterAll(async () => {
  await app?.stop();
  await hostile?.stop();
});

const client = () => newClient(app.url);

const accountOf = (provider: string) =>
  db.account.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId: person.sub } },
    include: { user: true },
  });

describe("Apple", () => {
  beforeEach(async () => {
    const email = newEmail();
    person = { sub: email, email, email_verified: "true", is_private_email: "true" };
    await hostile.behave("apple", {
      claims: person,
      metadata: { token_endpoint_auth_methods_supported: ["client_secret_post"] },
    });
  });

  /** Names what Apple says beside its first answer. */
  const named = (user: string) =>
    hostile.behave("apple", {
      claims: person,
      answer: { user },
      metadata: { token_endpoint_auth_methods_supported: ["client_secret_post"] },
    });

  test("answers by a form post, and a new person signs in with the name that it gives once", async () => {
    const user = { name: { firstName: "Grace", lastName: "Hopper" }, email: "ignored@example.com" };
    await named(JSON.stringify(user));
    const browser = client();
    const { to } = await press(browser, "apple", { callbackUrl: "/settings" });
    const { searchParams } = new URL(to);
    expect([searchParams.get("response_mode"), searchParams.get("scope")]).toEqual([
      "form_post",
      "name email",
    ]);
    const sentOn = await postAnswerOf(app.url, to);
    expect(sentOn.status).toBe(303);
    expect(cookieNames(sentOn)).toEqual([]);
    const location = String(sentOn.headers.location);
    expect(location).toMatch(/^\/api\/auth\/callback\/apple\?/);
    // Neither the name nor the address stands in the address.
    expect(decodeURIComponent(location)).not.toMatch(/Hopper|ignored@/);

    const back = await browser.get(location).redirects(0);
    expect([back.status, back.headers.location]).toEqual([303, "/settings"]);
    const account = await accountOf("apple");
    expect(account?.user).toMatchObject({ email: person.email, name: "Grace Hopper" });
    expect(account?.user.emailVerified).not.toBeNull();
    expect((await browser.get("/api/me").expect(200)).body.user.id).toBe(account?.userId);
  });

  test("is given a short-lived client secret that our key has signed", async () => {
    const browser = client();
    const { to } = await press(browser, "apple");
    await browser.get(String((await postAnswerOf(app.url, to)).headers.location)).redirects(0);
    const form = (await hostile.asked("apple")).find(({ grant_type }) => grant_type);
    expect(form).toMatchObject({ client_id: "com.example.app" });
    const pem = String(keys.publicKey.export({ type: "spki", format: "pem" }));
    const { payload, protectedHeader } = await jwtVerify(
      String(form?.client_secret),
      await importSPKI(pem, "ES256"),
      { issuer: "TEAM123456", subject: "com.example.app", audience: "https://appleid.apple.com" },
    );
    expect(protectedHeader).toMatchObject({ alg: "ES256", kid: "KEY1234567" });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
  });

  test("an invalid name is left out", async () => {
    await named('{"name":{"firstName":{"$ne":1}}}');
    const browser = client();
    const { to } = await press(browser, "apple");
    await browser.get(String((await postAnswerOf(app.url, to)).headers.location)).redirects(0);
    expect((await accountOf("apple"))?.user.name).toBe(person.email.split("@")[0]);
  });

  test("an address that it calls unverified, as a string, creates no account", async () => {
    person = { ...person, email_verified: "false" };
    await named("{}");
    const browser = client();
    const { to } = await press(browser, "apple");
    const back = await browser
      .get(String((await postAnswerOf(app.url, to)).headers.location))
      .redirects(0);
    expect(back.headers.location).toBe("/signup/address");
    expect(await accountOf("apple")).toBeNull();
  });

  test("59 a form that another site sends in a victim's browser signs nobody in", async () => {
    const { to } = await press(client(), "apple");
    const { headers } = await postAnswerOf(app.url, to);
    const victim = client();
    const back = await victim.get(String(headers.location)).redirects(0);
    expect(sessionLine(back)).toBeUndefined();
    expect(await flashOf(back)).toMatchObject({ message: english("providers.startAgain") });
    expect(await accountOf("apple")).toBeNull();
  });

  test("cancelling there is reported", async () => {
    await hostile.behave("apple", { answer: { code: null, error: "access_denied" } });
    const browser = client();
    const { to } = await press(browser, "apple");
    const location = String((await postAnswerOf(app.url, to)).headers.location);
    expect(await flashOf(await browser.get(location).redirects(0))).toMatchObject({
      message: english("providers.cancelled", { provider: "Apple" }),
    });
  });

  test("an answer that is too long is refused, and no other provider answers by a form", async () => {
    const browser = client();
    const send = (path: string, fields: object) =>
      browser.post(path).set("Origin", hostile.origin).type("form").send(fields);
    const { headers } = await send(APPLE, { code: "x".repeat(9_000), state: "y" }).expect(303);
    expect(headers.location).toMatch(/^\/signin/);
    await send(APPLE.replace("apple", "gitlab"), { code: "x", state: "y" }).expect(403);
  });
});

describe("GitLab", () => {
  beforeEach(async () => {
    const email = newEmail();
    person = { sub: String(Date.now() % 1_000_000), email, email_verified: true, name: "Ada" };
  });

  test("signs a new person in, who is known by their GitLab id from then on", async () => {
    await hostile.behave("gitlab", { claims: person });
    const browser = client();
    const back = await goThrough(browser, "gitlab");
    expect(back.headers.location).toBe("/dashboard");
    const account = await accountOf("gitlab");
    expect(account?.user).toMatchObject({ email: person.email, name: "Ada" });
    await hostile.behave("gitlab", { claims: { ...person, email: newEmail() } });
    const other = client();
    await goThrough(other, "gitlab");
    expect((await other.get("/api/me").expect(200)).body.user.id).toBe(account?.userId);
  });

  test("an address that it has not confirmed creates no account", async () => {
    await hostile.behave("gitlab", { claims: { ...person, email_verified: false } });
    const back = await goThrough(client(), "gitlab");
    expect(back.headers.location).toBe("/signup/address");
    expect(await accountOf("gitlab")).toBeNull();
  });
});
