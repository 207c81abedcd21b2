import { cookieName } from "@/lib/platform/http/cookies";
import { app } from "@/tests/support/app/app";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { cookieNames, setCookieLines, signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/* Where a reader wanted to go is kept on each page of the way in. */

afterAll(expectQuietLog);

const WANTED = "/settings/email?from=mail";
const KEPT = `?callbackUrl=${encodeURIComponent(WANTED)}`;

/** Where the page's links to the other pages of the way in lead. */
async function ways(client: ReturnType<typeof newClient>, path: string): Promise<string[]> {
  const { text } = await client.get(path).expect(200);
  const links = text.matchAll(/href="(\/(?:signin|signup|forgot-password)\b[^"]*)"/g);
  return [...new Set([...links].map(([, href = ""]) => href))].sort();
}

test.each([
  ["/signin", ["/forgot-password", "/signup"]],
  ["/signup", ["/signin"]],
  ["/forgot-password", ["/signin"]],
  ["/check-mail", ["/signin"]],
])("the links of %s", async (page, links) => {
  // The frame leads to both as well, to where everybody goes.
  const ofTheFrame = ["/signin", "/signup"];
  const found = await ways(newClient(), page + KEPT);
  expect(found).toEqual(expect.arrayContaining(links.map((link) => link + KEPT)));
  const without = (await ways(newClient(), page)).filter((way) => !ofTheFrame.includes(way));
  expect(without.join()).not.toContain("callbackUrl");
});

test.each([
  ["/api/account", "/check-mail", { name: "Ada", password: "seven quiet lanterns" }],
  ["/api/account/verify-email/resend", "/check-mail", {}],
  ["/api/account/forgot-password", "/forgot-password", {}],
])("the form of %s goes on to %s and keeps it", async (action, done, fields) => {
  const client = newClient();
  const send = (callbackUrl: string) =>
    client
      .post(action)
      .type("form")
      .send({ ...fields, email: newEmail(), callbackUrl });
  expect((await send(WANTED).expect(303)).headers.location).toBe(done + KEPT);
  // Nothing is added for who comes without a target, or with one that is not ours.
  expect((await send("/dashboard").expect(303)).headers.location).toBe(done);
  expect((await send("https://evil.example/").expect(303)).headers.location).toBe(done);
});

test("a refused sign-up keeps the destination, too", async () => {
  const client = newClient();
  await client
    .post("/api/account")
    .type("form")
    .send({ name: "Ada", email: newEmail(), password: "short", callbackUrl: WANTED })
    .expect(303)
    .expect("Location", "/signup");
  const { text } = await client.get("/signup").expect(200);
  expect(text).toContain(`name="callbackUrl" value="${WANTED}"`);
  expect(text).toContain(`href="/signin${KEPT}"`);
});

/** Has a link mailed by a form that wants to go somewhere. @returns its token */
async function mailedToken(client: ApiClient, action: string, fields: { email: string }) {
  await client
    .post(action)
    .type("form")
    .send({ ...fields, callbackUrl: WANTED })
    .expect(303);
  const [link] = linksIn(await waitForMail(app.dataDir, fields.email));
  // Anybody can have a mail sent to anybody: nothing of theirs is in it.
  expect(link).not.toContain("callbackUrl");
  return new URL(String(link)).searchParams.get("token") ?? "";
}

describe.each<[string, string, () => Promise<{ email: string }>, string, object]>([
  [
    "confirms an address",
    "/api/account",
    async () => ({ name: "Ada", password: "seven quiet lanterns", email: newEmail() }),
    "/api/account/verify-email",
    {},
  ],
  [
    "sets a password",
    "/api/account/forgot-password",
    async () => ({ email: (await createAccount()).email }),
    "/api/account/reset-password",
    { password: "seven quiet lanterns" },
  ],
])("the page of a mailed link that %s", (_, action, fields, done, more) => {
  test("leads on to it once, in the browser that asked", async () => {
    const client = newClient();
    const token = await mailedToken(client, action, await fields());
    const followed = await client
      .post(done)
      .type("form")
      .send({ token, ...more })
      .expect(303);
    const page = String(followed.headers.location);
    expect(page).toContain(`&done=1&callbackUrl=${encodeURIComponent(WANTED)}`);
    const { text } = await client.get(page).expect(200);
    expect(text).toContain(`href="/signin${KEPT}"`);
    expect(cookieNames(followed)).toContain(cookieName("way"));
    expect(setCookieLines(followed).join()).toMatch(/way=; Max-Age=0/);
  });

  test("leads to the default page in another browser", async () => {
    const token = await mailedToken(newClient(), action, await fields());
    const client = newClient();
    const followed = await client
      .post(done)
      .type("form")
      .send({ token, ...more })
      .expect(303);
    const { text } = await client.get(String(followed.headers.location)).expect(200);
    expect(text).toContain('href="/signin"');
    expect(text).not.toContain("callbackUrl");
  });
});

test("a visitor who is signed in by then is led there at once", async () => {
  const { client } = await signInKeeping(await createAccount());
  await client.get(`/signup${KEPT}`).redirects(0).expect("Location", WANTED);
});
