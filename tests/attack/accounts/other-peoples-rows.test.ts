import { randomUUID } from "node:crypto";
import { usersQuery } from "@/lib/features/admin/user-list";
import { eventsQuery } from "@/lib/features/audit/events";
import { trailQuery } from "@/lib/features/audit/trail";
import { db } from "@/lib/platform/db/client";
import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { type Account, createAccount } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

type Person = { account: Account; cookie: string; sessionId: string; eventId: string };

/** What administrators may ask for. */
const TRAIL_NAMES = Object.keys(trailQuery.shape);
/** In which a caller could name somebody else; those of the events' pages are looked at apart. */
const CLAIMS = [...TRAIL_NAMES, ...Object.keys(usersQuery.shape), "id", "userId", "email"].filter(
  (name) => !(name in eventsQuery.shape),
);

let victim: Person;
let thief: Person;

beforeEach(async () => {
  [victim, thief] = await Promise.all([person(), person()]);
});

afterAll(expectQuietLog);

async function person(): Promise<Person> {
  const account = await createAccount();
  const { client, cookie } = await signInKeeping(account);
  const { body: me } = await client.get("/api/me").expect(200);
  const { body: trail } = await client.get("/api/me/events").expect(200);
  return { account, cookie, sessionId: me.session.id, eventId: trail.events[0].id };
}

const asThief = (method: string, path: string, body = {}) =>
  attack({
    method,
    path,
    headers: { Cookie: thief.cookie, Origin: app.url, "Content-Type": "application/json" },
    chunks: method === "GET" ? [] : [JSON.stringify(body)],
  });

const refusals = ({ account }: Person) =>
  db.securityEvent.count({ where: { type: "authz_fail", actorId: account.id } });

/** Everything there is of a person, but for when they were last seen. */
const stateOf = ({ account: { id } }: Person) =>
  db.user.findUnique({
    where: { id },
    include: { password: true, sessions: { omit: { lastSeenAt: true } }, tokens: true },
  });

describe("what belongs to somebody else:", () => {
  test("37 DELETE of a session answers as if it did not exist [V8.2.2 V16.3.2 V16.3.3]", async () => {
    const before = await stateOf(victim);
    const known = await asThief("DELETE", `/api/me/sessions/${victim.sessionId}`);
    const { detail } = expectProblem(known, 404, "not_found");
    const unknown = await asThief("DELETE", `/api/me/sessions/${randomUUID()}`);
    expect(expectProblem(unknown, 404, "not_found").detail).toBe(detail);
    expect(await stateOf(victim)).toEqual(before);
    // The first was an attack, the second may be a session that has ended.
    expect(await refusals(thief)).toBe(1);
  });

  test.each([
    ["GET", "/api/admin/users/ID"],
    ["PATCH", "/api/admin/users/ID"],
    ["DELETE", "/api/admin/users/ID/sessions"],
    ["POST", "/api/admin/users/ID/verification"],
    ["POST", "/api/admin/users/ID/password-reset"],
    ["GET", "/api/admin/users"],
    ...TRAIL_NAMES.map((name) => ["GET", `/api/admin/events?${name}=ID`]),
    ...TRAIL_NAMES.map((name) => ["GET", `/api/admin/events/export?${name}=ID`]),
  ])(
    "37 %s %s is for administrators, and the attempt is recorded [V8.2.2 V16.3.2 V16.3.3]",
    async (method, route) => {
      const before = await stateOf(victim);
      const path = route.replace("ID", victim.account.id);
      const answer = await asThief(method, path, { role: "admin", disabled: true });
      expectProblem(answer, 403, "forbidden");
      expect(answer.text).not.toContain(victim.account.email);
      expect(await stateOf(victim)).toEqual(before);
      expect(await refusals(thief)).toBe(1);
    },
  );

  test("37 an event's id shows nobody else's events [V8.2.2 V16.3.2 V16.3.3]", async () => {
    // The thief's own are on both sides of it.
    victim = await person();
    await signInKeeping(thief.account);
    const asked = async (query: string) =>
      JSON.parse((await asThief("GET", `/api/me/events${query}`)).text).events as { id: string }[];
    const all = await asked("");
    const older = all.filter(({ id }) => id < victim.eventId);
    expect([older.length, all.length]).toEqual([1, 2]);
    expect(await asked(`?before=${victim.eventId}`)).toEqual(older);
  });

  type Named = { type: string };

  test.each(["/api/me", "/api/me/sessions", "/api/me/events", "/api/me/export"])(
    "37 GET %s with their id in query and headers is about the caller [V8.2.2 V16.3.2 V16.3.3]",
    async (path) => {
      /** The answer, but for when it was given. */
      const asked = async (query: string, headers = {}) => {
        const sent = { path: `${path}?${query}`, headers: { Cookie: thief.cookie, ...headers } };
        const { status, text } = await attack(sent);
        expect(status).toBe(200);
        const { exportedAt: _, ...answer } = JSON.parse(text);
        // That it was downloaded is itself an event.
        const events = answer.events?.filter(({ type }: Named) => type !== "sensitive_read");
        return JSON.stringify({ ...answer, events });
      };
      const plain = await asked("");
      const { id, email } = victim.account;
      for (const theirs of [id, email]) {
        const query = new URLSearchParams(CLAIMS.map((name) => [name, theirs])).toString();
        const headers = { "X-User-Id": theirs, "X-User": theirs, "X-Role": "admin" };
        expect(await asked(query, headers)).toBe(plain);
      }
      for (const theirs of [id, email, victim.sessionId, victim.eventId]) {
        expect(plain).not.toContain(theirs);
      }
    },
  );
});

describe("an id in the query beside the one in the path", () => {
  /** In every name by which Next may know it. */
  const claiming = (id: string) => new URLSearchParams({ id, nxtPid: id, nxtIid: id }).toString();

  test("36 does not end another session than the path says [V8.2.2 V15.3.7]", async () => {
    const { client, cookie } = await signInKeeping(thief.account);
    const { body } = await client.get("/api/me").expect(200);
    const path = `/api/me/sessions/${body.session.id}?${claiming(thief.sessionId)}`;
    expect((await asThief("DELETE", path)).status).toBe(204);
    expect((await attack({ path: "/api/me", headers: { Cookie: cookie } })).status).toBe(401);
    expect((await attack({ path: "/api/me", headers: { Cookie: thief.cookie } })).status).toBe(200);
  });

  test("36 does not reach somebody else's session [V8.2.2 V15.3.7]", async () => {
    const path = `/api/me/sessions/${victim.sessionId}?${claiming(thief.sessionId)}`;
    expectProblem(await asThief("DELETE", path), 404, "not_found");
    expect((await asThief("GET", "/api/me")).status).toBe(200);
  });

  test("36 does not turn one action of next-auth into another [V8.2.2 V15.3.7]", async () => {
    const { text } = await attack({
      path: "/api/auth/csrf?nextauth=session&nextauth=x&nxtPnextauth=session",
      headers: { Cookie: thief.cookie },
    });
    expect(Object.keys(JSON.parse(text))).toEqual(["csrfToken"]);
  });
});
