import { type Account, createAccount } from "@/tests/support/people/accounts";
import { newLink } from "@/tests/support/people/links";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";

/* What browsers and password managers go by, beside the fields of the password itself. */

let account: Account;
let client: ApiClient;

beforeAll(async () => {
  account = await createAccount();
  ({ client } = await signInKeeping(account));
});

afterAll(expectQuietLog);

/** The user names that the page's forms tell a password manager. */
async function userNames(path: string): Promise<string[]> {
  const { text } = await client.get(path).expect(200);
  const inputs = text.match(/<input [^>]*autoComplete="username"[^>]*>/gi) ?? [];
  return inputs.map((input) => / value="([^"]*)"/.exec(input)?.[1] ?? "");
}

test.each(["/settings/password", "/settings/email", "/reauthenticate"])(
  "the form of %s names the account whose password it asks for",
  async (path) => {
    expect(await userNames(path)).toEqual([account.email]);
  },
);

test("the form of a reset link names the account whose password it sets", async () => {
  const other = await createAccount();
  const token = await newLink("reset-password", other);
  expect(await userNames(`/reset-password?token=${token}`)).toEqual([other.email]);
});

test("no form sends the user name that is there for password managers", async () => {
  const { text } = await client.get("/settings/password").expect(200);
  const [input] = text.match(/<input [^>]*autoComplete="username"[^>]*>/i) ?? [];
  expect(input).toContain("readOnly");
  expect(input).not.toContain("name=");
});

test("/.well-known/change-password leads to the page that changes the password", async () => {
  const { status, headers } = await newClient().get("/.well-known/change-password").redirects(0);
  expect({ status, location: headers.location }).toEqual({
    status: 302,
    location: "/settings/password",
  });
  // Else nobody could rely on what the other address answers (the same specification, 3).
  await newClient()
    .get("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200")
    .expect(404);
});
