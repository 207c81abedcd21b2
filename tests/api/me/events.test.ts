import { recordEvent } from "@/lib/features/audit/events";
import { trailOf } from "@/tests/support/database/events";
import { createAccount, signedInClient, submitSignIn } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const PAGE_SIZE = 10;

type Events = { events: { id: string; type: string; createdAt: string }[]; next: string | null };

afterAll(expectQuietLog);

/** A signed-in client whose account has that many events, the sign-in included. */
async function clientWithEvents(count: number) {
  const account = await createAccount();
  const client = await signedInClient(account);
  for (let n = 1; n < count; n++) {
    await recordEvent("user_updated:name", { subjectId: account.id });
  }
  return client;
}

test("lists what happened to the account, newest first [V16.3.1]", async () => {
  const account = await createAccount();
  await submitSignIn(newClient(), { email: account.email, password: "not the password" });
  const client = await signedInClient(account);
  const { body, headers } = await client.get("/api/me/events").expect(200);
  expect(body).toEqual({
    events: [
      {
        id: expect.any(String),
        type: "authn_login_success",
        label: "Signed in",
        ipAddress: expect.stringMatching(/^2001:db8:/),
        byAdministrator: false,
        tokenId: null,
        impersonationId: null,
        reason: null,
        createdAt: expect.any(String),
      },
      expect.objectContaining({
        type: "authn_login_fail",
        label: english("events.authn_login_fail"),
      }),
    ],
    next: null,
  });
  expect(headers["cache-control"]).toBe("private, no-store");
});

test("shows one's own events only [V16.4.2]", async () => {
  const [mine, other] = [await createAccount(), await createAccount()];
  await signedInClient(other);
  const { body } = await (await signedInClient(mine)).get("/api/me/events");
  const own = await trailOf(mine.id);
  expect(body.events.map(({ id }: { id: string }) => id)).toEqual(own.map(({ id }) => id));
});

test("pages show each event exactly once", async () => {
  const client = await clientWithEvents(2 * PAGE_SIZE + 5);
  const seen: string[] = [];
  const sizes: number[] = [];
  let next: string | null = null;
  do {
    const query: Record<string, string> = next ? { before: next } : {};
    const { body } = await client.get("/api/me/events").query(query).expect(200);
    const page: Events = body;
    sizes.push(page.events.length);
    seen.push(...page.events.map(({ id }) => id));
    next = page.next;
  } while (next);
  expect(sizes).toEqual([PAGE_SIZE, PAGE_SIZE, 5]);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual([...seen].sort().reverse());
});

test("a page that is exactly full has no next one", async () => {
  const { body } = await (await clientWithEvents(PAGE_SIZE)).get("/api/me/events");
  expect(body.events).toHaveLength(PAGE_SIZE);
  expect(body.next).toBeNull();
});

test.each(["nonsense", "", "0", "%00", "' OR 1=1 --", "a&before=b"])(
  "?before=%s gives the first page",
  async (before) => {
    const client = await clientWithEvents(2);
    const { body } = await client.get(`/api/me/events?before=${before}`).expect(200);
    expect(body.events).toHaveLength(2);
  },
);

test("is refused without a session [V16.4.2]", async () => {
  expectProblem(await newClient().get("/api/me/events"), 401, "unauthenticated");
});
