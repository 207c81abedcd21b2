import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { cookieName } from "@/lib/platform/http/cookies";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { type ApiClient, newClient, randomAddress } from "@/tests/support/requests/client";
import { expectQuietLog } from "@/tests/support/requests/expectations";

const PAGE_SIZE = 50;

let administrator: Account;
let admin: ApiClient;
/** Whose account most of it is about. */
let account: Account;

beforeAll(async () => {
  administrator = await createAccount({ role: "admin" });
  admin = await signedInClient(administrator);
  account = await createAccount();
});

afterAll(expectQuietLog);

type Entry = { id: string; type: string; createdAt: string; requestId: string | null };

/** Writes down that something happened, long ago if need be: the product itself cannot backdate. */
async function happened(event: {
  at?: Date;
  type?: string;
  subjectId?: string | null;
  actorId?: string | null;
  ipAddress?: string | null;
  organizationId?: string;
  tokenId?: string;
}): Promise<string> {
  const { at = new Date(), subjectId = account.id, actorId = subjectId, ...rest } = event;
  const data = { type: "user_updated", detail: "name", ...rest, subjectId, actorId };
  const { id } = await db.securityEvent.create({ data: { ...data, id: idAt(at), createdAt: at } });
  return id;
}

async function trail(query: Record<string, string>) {
  const { body } = await admin.get("/api/admin/events").query(query).expect(200);
  return body as { events: Entry[]; next: string | null };
}

const idsOf = ({ events }: { events: Entry[] }) => events.map(({ id }) => id);

test("an entry says what happened, to whose account, who did it, from where and in which request", async () => {
  const subject = await createAccount();
  const response = await admin
    .patch(`/api/admin/users/${subject.id}`)
    .set("User-Agent", "Curious/1.0")
    .send({ disabled: true })
    .expect(200);
  const { body, headers } = await admin.get("/api/admin/events").query({ account: subject.id });
  expect(body).toEqual({
    events: [
      {
        id: expect.any(String),
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        type: "user_updated",
        detail: "disabled",
        label: "Account disabled",
        account: { id: subject.id, email: subject.email },
        by: { id: administrator.id, email: administrator.email },
        ipAddress: expect.stringMatching(/^2001:db8:/),
        userAgent: "Curious/1.0",
        requestId: response.headers["x-request-id"],
        token: null,
        organisation: null,
        impersonation: null,
        reason: null,
      },
    ],
    next: null,
  });
  expect(headers["cache-control"]).toBe("private, no-store");
});

test("an unknown actor is null, and a deleted one has a pseudonym without an address", async () => {
  const ipAddress = randomAddress().replace(/::1$/, "::7");
  await submitSignIn(newClient().set("X-Forwarded-For", ipAddress), {
    email: newEmail(),
    password: "not the password",
  });
  // As a proxy's log or a person writes it.
  const written = `[${ipAddress.toUpperCase()}]:443`;
  const unknown = await trail({ type: "authn_login_fail", ipAddress: written });
  expect(unknown.events).toEqual([expect.objectContaining({ account: null, by: null })]);

  const leaving = await createAccount();
  await (await signedInClient(leaving)).delete("/api/me").expect(204);
  const [gone] = (await trail({ type: "user_deleted" })).events;
  const pseudonym = { id: expect.stringMatching(/^deleted-[0-9a-f]{16}$/), email: null };
  expect(gone).toMatchObject({ account: pseudonym, by: pseudonym, ipAddress: null });
  expect(await trail({ account: leaving.id })).toEqual({ events: [], next: null });
});

describe("the filter", () => {
  const ipAddress = "198.51.100.77";
  let aboutOther: string;
  let byAdmin: string;
  let other: Account;

  beforeAll(async () => {
    other = await createAccount();
    aboutOther = await happened({ subjectId: other.id });
    byAdmin = await happened({ subjectId: other.id, actorId: administrator.id, ipAddress });
  });

  test.each([
    ["id", (who: Account) => who.id],
    ["e-mail address", (who: Account) => who.email],
    ["e-mail address in another spelling", (who: Account) => `  ${who.email.toUpperCase()} `],
  ])("finds the account by %s", async (_, name) => {
    expect(idsOf(await trail({ account: name(other) }))).toEqual([byAdmin, aboutOther]);
  });

  test.each([
    ["id", (who: Account) => who.id],
    ["e-mail address", (who: Account) => who.email],
  ])("finds the actor by %s", async (_, name) => {
    const both = { account: other.id, by: name(administrator) };
    expect(idsOf(await trail(both))).toEqual([byAdmin]);
    expect(idsOf(await trail({ by: name(other) }))).toEqual([aboutOther]);
  });

  test.each(["account", "by"])("of %s finds nothing for an unknown address", async (field) => {
    expect(await trail({ [field]: newEmail() })).toEqual({ events: [], next: null });
    expect(await trail({ [field]: randomUUID() })).toEqual({ events: [], next: null });
  });

  test("takes a type and a network address, also combined", async () => {
    const failed = await happened({ subjectId: other.id, type: "authn_login_fail" });
    expect(idsOf(await trail({ account: other.id, type: "authn_login_fail" }))).toEqual([failed]);
    expect(idsOf(await trail({ account: other.id, ipAddress }))).toEqual([byAdmin]);
    const fits = { account: other.email, by: administrator.email, type: "user_updated", ipAddress };
    expect(idsOf(await trail(fits))).toEqual([byAdmin]);
    expect(idsOf(await trail({ ...fits, type: "authz_change" }))).toEqual([]);
  });

  test("takes an organisation by slug or id, even a deleted one, and a token; so do page and download", async () => {
    const { id: organizationId, slug } = await createOrganisation();
    const tokenId = randomUUID();
    const about = await happened({ subjectId: other.id, organizationId });
    const byToken = await happened({ subjectId: other.id, organizationId, tokenId });
    expect(idsOf(await trail({ organisation: slug }))).toEqual([byToken, about]);
    expect(idsOf(await trail({ organisation: organizationId }))).toEqual([byToken, about]);
    expect(idsOf(await trail({ organisation: slug, token: tokenId }))).toEqual([byToken]);
    expect(idsOf(await trail({ token: tokenId }))).toEqual([byToken]);
    expect((await trail({ organisation: slug })).events[0]).toMatchObject({
      token: tokenId,
      organisation: { id: organizationId, slug },
    });
    expect(await trail({ organisation: "no-such-one" })).toEqual({ events: [], next: null });
    const query = { organisation: slug, token: tokenId };
    const page = (await admin.get("/admin/events").query(query).expect(200)).text;
    expect(page).toContain(`name="organisation" value="${slug}"`);
    expect(page).toContain(`name="token" value="${tokenId}"`);
    expect(page).toContain(`organisation=${slug}`);
    const csv = (await admin.get("/api/admin/events/export").query(query).expect(200)).text;
    expect(csv.trimEnd().split("\r\n")).toHaveLength(2);
    expect(csv).toContain(`${tokenId},${organizationId},${slug}`);
    await db.organization.delete({ where: { id: organizationId } });
    expect((await trail({ organisation: organizationId })).events[0]).toMatchObject({
      organisation: { id: organizationId, slug: null },
    });
  });

  test("takes days in UTC, both inclusive, to the millisecond", async () => {
    const subject = await createAccount();
    const moments = [
      "2026-03-09T23:59:59.999Z",
      "2026-03-10T00:00:00.000Z",
      "2026-03-11T12:00:00.000Z",
      "2026-03-11T23:59:59.999Z",
      "2026-03-12T00:00:00.000Z",
    ];
    for (const at of moments) await happened({ subjectId: subject.id, at: new Date(at) });
    const days = async (query: Record<string, string>) =>
      (await trail({ account: subject.id, ...query })).events
        .map(({ createdAt }) => createdAt)
        .reverse();
    expect(await days({ from: "2026-03-10", until: "2026-03-11" })).toEqual(moments.slice(1, 4));
    expect(await days({ from: "2026-03-11" })).toEqual(moments.slice(2));
    expect(await days({ until: "2026-03-10" })).toEqual(moments.slice(0, 2));
    expect(await days({ from: "2026-03-11", until: "2026-03-10" })).toEqual([]);
  });

  test("takes days in a named time zone, or in UTC if the zone is unknown", async () => {
    const subject = await createAccount();
    const evening = "2026-03-09T15:00:00.000Z";
    await happened({ subjectId: subject.id, at: new Date(evening) });
    const on = async (day: string, timeZone: string) =>
      (await trail({ account: subject.id, from: day, until: day, timeZone })).events.length;
    expect(await on("2026-03-10", "Asia/Tokyo")).toBe(1);
    expect(await on("2026-03-09", "Asia/Tokyo")).toBe(0);
    expect(await on("2026-03-09", "Mars/Olympus")).toBe(1);
  });

  test("the page takes days in the reader's time zone, as it shows times, and passes them to the file", async () => {
    const subject = await createAccount();
    await happened({ subjectId: subject.id, at: new Date("2026-03-09T15:00:00.000Z") });
    const query = { account: subject.id, from: "2026-03-10", until: "2026-03-10" };
    const cookie = { Cookie: `${cookieName("time-zone")}=Asia/Tokyo` };
    const reader = await signedInClient(await createAccount({ role: "admin" }));
    const open = async (headers: Record<string, string>) =>
      (await reader.get("/admin/events").set(headers).query(query).expect(200)).text;
    const inTokyo = await open(cookie);
    expect(inTokyo).toContain("2026-03-09T15:00:00.000Z");
    expect(inTokyo).toContain("timeZone=Asia%2FTokyo");
    expect(await open({})).not.toContain("2026-03-09T15:00:00.000Z");
  });

  test.each([
    "type=nonsense",
    "type=__proto__",
    "type=user_updated&type=authz_fail",
    "ipAddress=",
    "ipAddress=a&ipAddress=b",
    "ipAddress=%00",
    `ipAddress=${"x".repeat(400)}`,
    "account=",
    "account=%00",
    "account[not]=x",
    "by=%0d%0a",
    "from=yesterday",
    "from=2026-02-30",
    "from=2026-3-1",
    "until=99999-01-01",
    "from[]=2026-01-01",
    "before=nonsense",
    "before=",
    "take=1",
  ])("ignores %.30s", async (nonsense) => {
    // What is still said beside it counts.
    const field = nonsense.startsWith("account") ? "by" : "account";
    const query = `/api/admin/events?${nonsense}&${field}=${other.id}`;
    const { body } = await admin.get(query).expect(200);
    expect(idsOf(body)).toContain(aboutOther);
  });

  test.each(["' OR 1=1 --", "\ud83d\udca9", "%", "_"])("takes %s literally", async (text) => {
    expect(await trail({ account: text })).toEqual({ events: [], next: null });
    expect(await trail({ ipAddress: text })).toEqual({ events: [], next: null });
  });
});

test("pages show each matching entry exactly once, newest first", async () => {
  const subject = await createAccount();
  const made: string[] = [];
  const start = Date.now() - 60_000;
  for (let n = 0; n < 2 * PAGE_SIZE + 3; n++) {
    made.push(await happened({ subjectId: subject.id, at: new Date(start + n) }));
    if (n % 10 === 0) await happened({ at: new Date(start + n) });
  }
  const seen: string[] = [];
  const sizes: number[] = [];
  let before: string | null = null;
  do {
    const page = await trail({ account: subject.email, ...(before && { before }) });
    sizes.push(page.events.length);
    seen.push(...idsOf(page));
    before = page.next;
  } while (before);
  expect(sizes).toEqual([PAGE_SIZE, PAGE_SIZE, 3]);
  expect(seen).toEqual(made.reverse());
});

test("a page that is exactly full has no next one", async () => {
  const subject = await createAccount();
  for (let n = 0; n < PAGE_SIZE; n++) await happened({ subjectId: subject.id });
  const page = await trail({ account: subject.id });
  expect(page.events).toHaveLength(PAGE_SIZE);
  expect(page.next).toBeNull();
});

describe("the page", () => {
  const page = async (query: Record<string, string>) =>
    (await admin.get("/admin/events").query(query).expect(200)).text;

  test("shows what the API answers, and keeps the filter for the next pages and the file", async () => {
    const subject = await createAccount();
    for (let n = 0; n <= PAGE_SIZE; n++) await happened({ subjectId: subject.id });
    const query = { account: subject.email, type: "user_updated" };
    const text = await page(query);
    const { next } = await trail(query);
    const filter = new URLSearchParams(query).toString().replaceAll("&", "&amp;");
    expect(text.match(/<tr\b/g)).toHaveLength(PAGE_SIZE + 1);
    expect(text).toContain(`href="/admin/events?${filter}&amp;before=${next}"`);
    expect(text).toContain(`href="/api/admin/events/export?${filter}&amp;timeZone=UTC"`);
    expect(text).toContain(`value="${subject.email}"`);
    const last = await page({ ...query, before: String(next) });
    expect(last.match(/<tr\b/g)).toHaveLength(2);
    expect(last).toContain(`href="/admin/events?${filter}"`);
  });

  test("asks for a recent proof before the download", async () => {
    const { id } = await createAccount();
    await happened({ subjectId: id });
    const one = await createAccount({ role: "admin" });
    const client = await signedInClient(one);
    const authenticatedAt = new Date(Date.now() - 11 * 60_000);
    await db.session.updateMany({ where: { userId: one.id }, data: { authenticatedAt } });
    const { text } = await client.get("/admin/events").query({ account: id }).expect(200);
    const back = encodeURIComponent(`/admin/events?account=${id}`);
    expect(text).toContain(`href="/reauthenticate?callbackUrl=${back}"`);
    expect(text).not.toContain("/api/admin/events/export");
  });

  test("says that the trail is empty", async () => {
    expect(await page({ account: newEmail() })).toContain("No events");
  });

  test("of one user shows the newest ten, with a link to all", async () => {
    const subject = await createAccount();
    for (let n = 0; n < 12; n++) await happened({ subjectId: subject.id });
    const { text } = await admin.get(`/admin/users/${subject.id}`).expect(200);
    expect(text.match(/<tr\b/g)).toHaveLength(11);
    expect(text).toContain(`href="/admin/events?account=${subject.id}"`);
  });
});
