import { randomUUID } from "node:crypto";
import { eventsQuery, recentEvents, recordEvent } from "@/lib/accounts/audit";
import { db } from "@/lib/db/client";
import { type EventType, listEvents } from "@/lib/db/events";
import { transaction } from "@/lib/db/transaction";
import { withClient } from "@/lib/http/client";
import { newRequest } from "../support/messages";

const TYPES: EventType[] = [
  "user_created",
  "user_verified",
  "authn_login_fail",
  "authn_login_success",
  "user_updated",
  "authn_token_revoked",
  "session_logout",
];

// Events outlive their users, so any id will do.
const newUser = () => randomUUID();

async function recordAll(userId: string, types = TYPES): Promise<void> {
  for (const type of types) await recordEvent(type, userId);
}

test("an event says what happened, and who sent the request", async () => {
  const userId = newUser();
  const request = newRequest({
    headers: { "x-forwarded-for": "192.0.2.1", "user-agent": "curl/8" },
  });
  await withClient(request, () => recordEvent("authn_login_success", userId));
  const [row] = await db.securityEvent.findMany({ where: { userId } });
  expect(row).toEqual({
    id: expect.any(String),
    type: "authn_login_success",
    userId,
    address: "192.0.2.1",
    userAgent: "curl/8",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    createdAt: expect.any(Date),
  });
});

test("its owner sees what, when and from where", async () => {
  const userId = newUser();
  await recordEvent("authn_login_fail", userId);
  const { events } = await recentEvents(userId, null, 10);
  expect(events).toEqual([
    {
      id: expect.any(String),
      type: "authn_login_fail",
      label: "Failed sign-in",
      address: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    },
  ]);
});

test("every kind of event has a name of its own", async () => {
  const userId = newUser();
  await recordAll(userId);
  const { events } = await recentEvents(userId, null, 10);
  const labels = new Set(events.map(({ label }) => label));
  expect(labels.size).toBe(TYPES.length);
  for (const label of labels) expect(label).toMatch(/^[A-Z][a-z-]/);
});

test("the newest comes first, also of those written in one millisecond", async () => {
  const userId = newUser();
  const types = Array.from({ length: 40 }, (_, index) => TYPES[index % TYPES.length] as EventType);
  await recordAll(userId, types);
  const rows = await listEvents(userId, { before: null, take: 100 });
  expect(rows.map(({ type }) => type)).toEqual(types.reverse());
});

describe("pages", () => {
  const page = async (userId: string, before: string | null, take = 3) => {
    const { events, next } = await recentEvents(userId, before, take);
    return { types: events.map(({ type }) => type), next };
  };

  test("lead through all events, each once, to an end", async () => {
    const userId = newUser();
    await recordAll(userId);
    const first = await page(userId, null);
    const second = await page(userId, first.next);
    const third = await page(userId, second.next);
    expect([first.types.length, second.types.length, third.types.length]).toEqual([3, 3, 1]);
    expect([...first.types, ...second.types, ...third.types]).toEqual([...TYPES].reverse());
    expect(third.next).toBeNull();
  });

  test("end where the last one is just full", async () => {
    const userId = newUser();
    await recordAll(userId);
    expect(await page(userId, null, TYPES.length)).toMatchObject({ next: null });
  });

  test("do not shift when something happens meanwhile", async () => {
    const userId = newUser();
    await recordAll(userId);
    const { next } = await page(userId, null);
    const before = await page(userId, next);
    await recordEvent("session_logout", userId);
    expect(await page(userId, next)).toEqual(before);
  });

  test("hold nothing of anybody else, whatever id is given", async () => {
    const [ada, eve] = [newUser(), newUser()];
    await recordAll(ada);
    await recordAll(eve, ["user_created"]);
    const { next } = await page(ada, null);
    expect(await page(eve, next)).toEqual({ types: [], next: null });
    expect(await page(eve, randomUUID())).toMatchObject({ next: null });
    expect(await page(newUser(), null)).toEqual({ types: [], next: null });
  });

  test.each([["nonsense"], [["a", "b"]], [42], [undefined], [null], [""]])(
    "asked for with %j are the first",
    (before) => {
      expect(eventsQuery.parse({ before })).toEqual({ before: null });
    },
  );
});

test("an event is part of the transaction of what it tells of", async () => {
  const userId = newUser();
  const work = transaction(async (tx) => {
    await recordEvent("user_updated", userId, tx);
    throw new Error("failed");
  });
  await expect(work).rejects.toThrow("failed");
  expect(await db.securityEvent.count({ where: { userId } })).toBe(0);
});
