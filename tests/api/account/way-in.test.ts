import { createAccount, newEmail } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
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

test("a refused sign-up keeps it, too", async () => {
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

test("who is signed in by then is led there at once", async () => {
  const { client } = await signInKeeping(await createAccount());
  await client.get(`/signup${KEPT}`).redirects(0).expect("Location", WANTED);
});
