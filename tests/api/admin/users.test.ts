import { randomUUID } from "node:crypto";
import { createUser } from "@/lib/platform/db/tables/users";
import { type Account, createAccount, signedInClient } from "@/tests/support/people/accounts";
import { createOrganisation } from "@/tests/support/people/organisations";
import { type ApiClient, newClient } from "@/tests/support/requests/client";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";
import { english } from "@/tests/support/texts";

const PAGE_SIZE = 25;
const USERS = PAGE_SIZE * 2 + 3;
/** In the name of every user of this file and of nobody else. */
const MARK = `Zuse${randomUUID().slice(0, 8)}`;

let admin: ApiClient;
let user: ApiClient;
let someone: Account;

beforeAll(async () => {
  admin = await signedInClient(await createAccount({ role: "admin" }));
  someone = await createAccount();
  user = await signedInClient(someone);
  for (let n = 0; n < USERS; n++) {
    const email = `konrad-${n}-${MARK.toLowerCase()}@example.com`;
    await createUser({ name: `Konrad ${MARK} ${n}`, email });
  }
});

afterAll(expectQuietLog);

const search = (query: Record<string, string>) =>
  admin.get("/api/admin/users").query(query).expect(200);
const emails = (users: { email: string }[]) => users.map(({ email }) => email);

test("a user as an administrator sees one: nothing secret [V14.2.6]", async () => {
  const { body, headers } = await search({ q: someone.email });
  expect(body).toEqual({
    users: [
      {
        id: someone.id,
        name: someone.name,
        email: someone.email,
        role: "user",
        emailVerified: true,
        disabled: false,
        createdAt: expect.any(String),
        secondFactorSince: null,
        lastSignInAt: expect.any(String),
      },
    ],
    next: null,
    total: 1,
  });
  expect(headers["cache-control"]).toBe("private, no-store");
});

test("pages show each match exactly once, in the order of the search", async () => {
  const pages: { users: { name: string; email: string }[]; next: string | null }[] = [];
  for (let after: string | null = ""; after !== null; after = pages.at(-1)?.next ?? null) {
    pages.push((await search({ q: MARK, after })).body);
  }
  expect(pages.map(({ users }) => users.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 3]);
  const found = pages.flatMap(({ users }) => users);
  expect(new Set(emails(found)).size).toBe(USERS);
  const names = found.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
});

test("without a filter the newest come first", async () => {
  const newest = (await createAccount()).email;
  const { body } = await search({});
  expect(body.users[0].email).toBe(newest);
  const { body: second } = await search({ after: body.next });
  expect(second.users[0].id < body.users.at(-1).id).toBe(true);
});

test("the total counts all pages, and is the same on each", async () => {
  const { body: first } = await search({ q: MARK });
  expect(first.total).toBe(USERS);
  expect((await search({ q: MARK, after: first.next })).body.total).toBe(USERS);
  expect((await search({})).body.total).toBeGreaterThanOrEqual(USERS + 2);
});

test("the order can be the oldest first, or by address", async () => {
  const ids = async (sort: string) =>
    (await search({ sort })).body.users.map(({ id }: { id: string }) => id);
  const oldest = await ids("oldest");
  expect(oldest).toEqual(oldest.toSorted());
  expect(oldest).not.toEqual(await ids("newest"));
  const { body } = await search({ sort: "email" });
  const { body: second } = await search({ sort: "email", after: body.next });
  expect(new Set(emails([...body.users, ...second.users])).size).toBe(PAGE_SIZE * 2);
  expect(await ids("name' OR 1=1")).toEqual(await ids("newest"));
});

test("the page shows the total, and keeps the order from page to page", async () => {
  const { text } = await admin.get("/admin?sort=oldest").expect(200);
  const { total } = (await search({})).body;
  expect(text).toContain(english("users.total", { count: total }));
  expect(text).toMatch(/href="\/admin\?sort=oldest&amp;after=[0-9a-f-]{36}"/);
});

test("a part of an address finds it", async () => {
  const { body } = await search({ q: someone.email.slice(4, 24) });
  expect(emails(body.users)).toEqual([someone.email]);
});

test("a name is found in any case, on both databases", async () => {
  const { body } = await search({ q: MARK.toUpperCase() });
  expect(body.users).toHaveLength(PAGE_SIZE);
  expect((await search({ q: MARK.toLowerCase() })).body).toEqual(body);
});

test.each(["%", "_", "\\"])("%s is searched for literally [V1.2.9]", async (q) => {
  expect((await search({ q: `${MARK}${q}` })).body.users).toEqual([]);
  const { body } = await search({ q });
  for (const { name, email } of body.users) expect(`${name} ${email}`).toContain(q);
});

test.each(["' OR 1=1 --", '"; DROP TABLE "User"', "%ED%A0%80", "%F0%9F%92%A9", "nobody-has-this"])(
  "?q=%s matches nobody",
  async (q) => {
    const { body } = await admin.get(`/api/admin/users?q=${q}`).expect(200);
    expect(body).toEqual({ users: [], next: null, total: 0 });
  },
);

test.each(["after=0", "after=", "after=' OR 1=1 --", `after=${randomUUID()}`, "after=a&after=b"])(
  "?%.12s gives the first page [V1.4.2]",
  async (query) => {
    const { body: first } = await search({ q: MARK });
    const { body } = await admin.get(`/api/admin/users?q=${MARK}&${query}`).expect(200);
    expect(body).toEqual(first);
  },
);

test.each([`q=${"x".repeat(5000)}`, "q=a&q=b", "q[contains]=x", "q=", "q=%00", "q=a%00b"])(
  "?%.20s gives everybody",
  async (query) => {
    const { body } = await admin.get(`/api/admin/users?${query}`).expect(200);
    expect(body.users).toHaveLength(PAGE_SIZE);
    expect(body.next).not.toBeNull();
  },
);

test("the list is filtered by organisation and last sign-in, and the page keeps both in its links", async () => {
  const { slug, owner } = await createOrganisation({ member: someone });
  const { body } = await search({ organisation: slug, lastSignIn: "7d" });
  expect(emails(body.users)).toEqual([someone.email]);
  expect(body.total).toBeNull();
  const { body: never } = await search({ organisation: slug, lastSignIn: "never" });
  expect(emails(never.users)).toEqual([owner.email]);
  expect((await search({ organisation: "no-such-one" })).body.users).toEqual([]);
  const query = `organisation=${slug}&lastSignIn=7d`;
  const { text } = await admin.get(`/admin?${query}`).expect(200);
  expect(text).toContain(someone.email);
  expect(text).not.toContain(owner.email);
  const kept = `lastSignIn=7d&amp;organisation=${slug}`;
  expect(text).toContain(`/api/admin/export?${kept}`);
  expect(text).toContain(`/admin?${kept}&amp;choose=all`);
});

test("ordered by last sign-in, the most recent come first", async () => {
  await signedInClient(someone);
  const { body } = await search({ sort: "lastSignIn" });
  expect(body.users[0].email).toBe(someone.email);
});

test("is refused to a user", async () => {
  expectProblem(await user.get("/api/admin/users"), 403, "forbidden");
});

test("is refused without a session", async () => {
  expectProblem(await newClient().get("/api/admin/users"), 401, "unauthenticated");
});
