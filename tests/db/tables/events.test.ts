import { randomUUID } from "node:crypto";
import {
  auditAnonymous,
  auditDenied,
  type EventName,
  eventsQuery,
  recordEvent,
} from "@/lib/features/audit/events";
import { recentEvents } from "@/lib/features/audit/own-events";
import { setActor, withRequestContext } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import { listEvents, listEventTimes, pseudonymiseEvents } from "@/lib/platform/db/tables/events";
import { firstIdAt, idAt } from "@/lib/platform/db/time-ordered-id";
import { transaction } from "@/lib/platform/db/transaction";
import { limits } from "@/lib/platform/rate-limit/limits";
import { eventNames, trailOf } from "@/tests/support/database/events";
import { newRequest } from "@/tests/support/requests/messages";
import { english } from "@/tests/support/texts";

const NAMES: EventName[] = [
  "user_created",
  "user_updated:email_verified",
  "authn_login_fail",
  "authn_login_success",
  "user_updated:name",
  "authn_token_revoked:session",
  "session_logout",
];

// Events outlive their users, so any id will do.
const newUser = () => randomUUID();

async function recordAll(subjectId: string, names = NAMES): Promise<void> {
  for (const name of names) await recordEvent(name, { subjectId });
}

/** Runs `work` as a request of that user. */
const by = <T>(userId: string, work: () => T, address = "192.0.2.1"): T =>
  from(address, () => {
    setActor(userId);
    return work();
  });

/** Runs `work` as an anonymous request from there. */
const from = <T>(address: string, work: () => T): T =>
  withRequestContext(
    newRequest({ headers: { "x-forwarded-for": address, "user-agent": "curl/8" } }),
    work,
  );

describe("an event", () => {
  test("says what happened to whom, who did it, and who sent the request [V16.2.1]", async () => {
    const subjectId = newUser();
    await by(subjectId, () => recordEvent("user_updated:name", { subjectId }));
    expect(await trailOf(subjectId)).toEqual([
      {
        id: expect.any(String),
        type: "user_updated",
        detail: "name",
        subjectId,
        actorId: subjectId,
        organizationId: null,
        tokenId: null,
        impersonationId: null,
        reason: null,
        ipAddress: "192.0.2.1",
        userAgent: "curl/8",
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdAt: expect.any(Date),
      },
    ]);
  });

  test("names the API token that did it, and the one that it is about", async () => {
    const [subjectId, tokenId, madeId] = [newUser(), randomUUID(), randomUUID()];
    await from("192.0.2.1", async () => {
      setActor(subjectId, { tokenId });
      await recordEvent("user_updated:name", { subjectId });
      await recordEvent("authn_token_created:api_token", { subjectId, tokenId: madeId });
      await auditAnonymous("authn_token_reuse", subjectId);
    });
    const trail = await trailOf(subjectId);
    expect(trail.map((event) => event.tokenId)).toEqual([tokenId, madeId, null]);
    const found = await listEvents({ tokenId }, { before: null, take: 10 });
    expect(found.map(({ id }) => id)).toEqual([trail[0]?.id]);
  });

  test("names another account as the actor", async () => {
    const [subjectId, actorId] = [newUser(), newUser()];
    await by(actorId, () => recordEvent("user_updated:disabled", { subjectId }));
    expect(await trailOf(subjectId)).toMatchObject([{ actorId, detail: "disabled" }]);
  });

  test("names no actor until one is proved, and never assumes the account", async () => {
    const subjectId = newUser();
    await from("192.0.2.1", () => recordEvent("authn_login_fail", { subjectId }));
    await recordEvent("authn_login_fail", { subjectId });
    const unknown = { actorId: null, detail: null };
    expect(await trailOf(subjectId)).toMatchObject([unknown, unknown]);
  });

  test("of an anonymous caller names no actor, whoever was proved before", async () => {
    const subjectId = newUser();
    await by(subjectId, () => auditAnonymous("authn_login_lock", subjectId));
    expect(await trailOf(subjectId)).toMatchObject([{ actorId: null }]);
  });

  test("may be about no account", async () => {
    await db.securityEvent.deleteMany({ where: { subjectId: null } });
    await recordEvent("authn_login_fail", { subjectId: null });
    const found = await db.securityEvent.findMany({ where: { subjectId: null } });
    expect(found).toMatchObject([{ type: "authn_login_fail", actorId: null }]);
  });

  test("is part of the transaction that it reports", async () => {
    const subjectId = newUser();
    const work = transaction(async (tx) => {
      await recordEvent("user_updated:name", { subjectId, on: tx });
      throw new Error("failed");
    });
    await expect(work).rejects.toThrow("failed");
    expect(await trailOf(subjectId)).toEqual([]);
  });
});

describe("its owner", () => {
  test("sees what, when and from where", async () => {
    const subjectId = newUser();
    await from("192.0.2.1", () => recordEvent("authn_login_fail", { subjectId }));
    expect((await recentEvents(subjectId, null)).events).toEqual([
      {
        id: expect.any(String),
        type: "authn_login_fail",
        label: english("events.authn_login_fail"),
        ipAddress: "192.0.2.1",
        byAdministrator: false,
        tokenId: null,
        impersonationId: null,
        reason: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ]);
  });

  test("sees that an administrator did something, and not from where", async () => {
    const subjectId = newUser();
    await by(newUser(), () => recordEvent("user_updated:disabled", { subjectId }));
    expect((await recentEvents(subjectId, null)).events).toMatchObject([
      { label: "Account disabled", byAdministrator: true, ipAddress: null },
    ]);
  });

  test("does not see what they did to other accounts", async () => {
    const [subjectId, actorId] = [newUser(), newUser()];
    await by(actorId, () => recordEvent("user_updated:disabled", { subjectId }));
    expect((await recentEvents(actorId, null)).events).toEqual([]);
  });

  test("reads a distinct name for each kind of event", async () => {
    const subjectId = newUser();
    await recordAll(subjectId);
    const { events } = await recentEvents(subjectId, null);
    const labels = new Set(events.map(({ label }) => label));
    expect(labels.size).toBe(NAMES.length);
    for (const label of labels) expect(label).toMatch(/^[A-Z][a-z-]/);
  });

  test("reads the bare type of a kind that this version does not know", async () => {
    const subjectId = newUser();
    await db.securityEvent.create({ data: { type: "from_the_future", detail: "x", subjectId } });
    expect((await recentEvents(subjectId, null)).events).toMatchObject([
      { label: "from_the_future" },
    ]);
  });
});

test("the newest comes first, even within one millisecond", async () => {
  const subjectId = newUser();
  const names = Array.from({ length: 40 }, (_, index) => NAMES[index % NAMES.length] as EventName);
  await recordAll(subjectId, names);
  const rows = await listEvents({ subjectId }, { before: null, take: 100 });
  const listed = rows.map(({ type, detail }) => (detail ? `${type}:${detail}` : type));
  expect(listed).toEqual(names.reverse());
});

describe("pages", () => {
  const page = async (subjectId: string, before: string | null, take = 3) => {
    const { events, next } = await recentEvents(subjectId, before, take);
    return { labels: events.map(({ label }) => label), next };
  };

  test("show all events once, and end", async () => {
    const subjectId = newUser();
    await recordAll(subjectId);
    const all = await page(subjectId, null, NAMES.length);
    const first = await page(subjectId, null);
    const second = await page(subjectId, first.next);
    const third = await page(subjectId, second.next);
    expect([first.labels.length, second.labels.length, third.labels.length]).toEqual([3, 3, 1]);
    expect([...first.labels, ...second.labels, ...third.labels]).toEqual(all.labels);
    expect(new Set(all.labels).size).toBe(NAMES.length);
    expect(third.next).toBeNull();
  });

  test("end where the last one is exactly full", async () => {
    const subjectId = newUser();
    await recordAll(subjectId);
    expect(await page(subjectId, null, NAMES.length)).toMatchObject({ next: null });
  });

  test("do not shift when new events arrive", async () => {
    const subjectId = newUser();
    await recordAll(subjectId);
    const { next } = await page(subjectId, null);
    const before = await page(subjectId, next);
    await recordEvent("session_logout", { subjectId });
    expect(await page(subjectId, next)).toEqual(before);
  });

  test("hold nobody else's events, whatever id is given", async () => {
    const [ada, eve] = [newUser(), newUser()];
    await recordAll(ada);
    await recordAll(eve, ["user_created"]);
    const { next } = await page(ada, null);
    expect(await page(eve, next)).toEqual({ labels: [], next: null });
    expect(await page(eve, randomUUID())).toMatchObject({ next: null });
    expect(await page(newUser(), null)).toEqual({ labels: [], next: null });
  });

  test.each([["nonsense"], [["a", "b"]], [42], [undefined], [null], [""]])(
    "asked for with %j are the first ones",
    (before) => {
      expect(eventsQuery.parse({ before })).toEqual({ before: null });
    },
  );
});

describe("a list", () => {
  const PAGE = { before: null, take: 10 };
  const at = (iso: string) => new Date(`2026-03-0${iso}Z`);

  /** An event of that moment. */
  const create = (subjectId: string, createdAt: Date, type = "user_created") =>
    db.securityEvent.create({ data: { id: idAt(createdAt), type, subjectId, createdAt } });

  test("goes from one moment to just before another", async () => {
    const subjectId = newUser();
    const moments = ["1T23:59:59.999", "2T00:00:00.000", "2T23:59:59.999", "3T00:00:00.000"];
    for (const iso of moments) await create(subjectId, at(iso));
    const bounds = { from: at("2T00:00:00.000"), until: at("3T00:00:00.000") };
    const found = await listEvents({ subjectId, ...bounds }, PAGE);
    expect(found.map(({ createdAt }) => createdAt)).toEqual([
      at("2T23:59:59.999"),
      at("2T00:00:00.000"),
    ]);
  });

  test("has what matches all conditions", async () => {
    const [subjectId, actorId] = [newUser(), newUser()];
    await by(actorId, () => recordEvent("user_updated:disabled", { subjectId }), "192.0.2.1");
    await by(actorId, () => recordEvent("user_updated:enabled", { subjectId }), "192.0.2.2");
    await recordEvent("user_updated:name", { subjectId });
    const details = async (filter: Parameters<typeof listEvents>[0]) =>
      (await listEvents(filter, PAGE)).map(({ detail }) => detail);
    expect(await details({ subjectId })).toEqual(["name", "enabled", "disabled"]);
    expect(await details({ actorId })).toEqual(["enabled", "disabled"]);
    expect(await details({ actorId, ipAddress: "192.0.2.1" })).toEqual(["disabled"]);
    expect(await details({ actorId, type: "authz_fail" })).toEqual([]);
  });

  test("of the times of one type comes newest first, up to a limit", async () => {
    const subjectId = newUser();
    const days = ["1T12:00:00", "2T12:00:00", "3T12:00:00"].map(at);
    for (const day of days) await create(subjectId, day, "authn_login_success");
    await create(subjectId, at("4T12:00:00"), "session_logout");
    const times = (since: string, take = 10) =>
      listEventTimes(subjectId, "authn_login_success", at(since), take);
    expect(await times("2T00:00:00")).toEqual([days[2], days[1]]);
    expect(await times("1T00:00:00", 1)).toEqual([days[2]]);
  });
});

test("the ids given to the database carry the moment they were created", async () => {
  const before = firstIdAt(new Date());
  const subjectId = newUser();
  await recordEvent("user_created", { subjectId });
  const after = firstIdAt(new Date(Date.now() + 1));
  const [event] = await trailOf(subjectId);
  expect([before, event?.id, after]).toEqual([before, event?.id, after].sort());
});

describe("a refusal", () => {
  test("is recorded for the refused account [V16.3.2]", async () => {
    const userId = newUser();
    await by(userId, () => auditDenied(userId));
    expect(await trailOf(userId)).toMatchObject([
      { type: "authz_fail", actorId: userId, ipAddress: "192.0.2.1" },
    ]);
  });

  test("is recorded up to an hourly limit for each account", async () => {
    const [busy, other] = [newUser(), newUser()];
    const { points } = limits.refusalByAccount;
    for (let n = 0; n < points + 3; n++) await auditDenied(busy);
    await auditDenied(other);
    expect(await trailOf(busy)).toHaveLength(points);
    expect(await trailOf(other)).toHaveLength(1);
  });
});

describe("what a deleted account leaves", () => {
  const PSEUDONYM = "deleted-x";

  const erase = (userId: string) =>
    transaction((tx) => pseudonymiseEvents(userId, `${PSEUDONYM}-${userId}`, tx));

  test("is its events, under one pseudonym and without network addresses", async () => {
    const userId = newUser();
    await by(userId, () => recordAll(userId, ["user_created", "session_logout"]));
    await from("192.0.2.9", () => recordEvent("authn_login_fail", { subjectId: userId }));
    await erase(userId);
    expect(await trailOf(userId)).toEqual([]);
    const pseudonym = `${PSEUDONYM}-${userId}`;
    const traces = { subjectId: pseudonym, ipAddress: null, userAgent: null };
    expect(await trailOf(pseudonym)).toMatchObject([
      { type: "user_created", actorId: pseudonym, ...traces },
      { type: "session_logout", actorId: pseudonym, ...traces },
      { type: "authn_login_fail", actorId: null, ...traces },
    ]);
  });

  test("is what others did to the account, with their network addresses", async () => {
    const [userId, adminId] = [newUser(), newUser()];
    const disable = () => recordEvent("user_updated:disabled", { subjectId: userId });
    await by(adminId, disable, "192.0.2.2");
    await erase(userId);
    expect(await trailOf(`${PSEUDONYM}-${userId}`)).toMatchObject([
      { actorId: adminId, ipAddress: "192.0.2.2", userAgent: "curl/8" },
    ]);
  });

  test("is what its owner did to other accounts, without their network address", async () => {
    const [userId, adminId] = [newUser(), newUser()];
    const disable = () => recordEvent("user_updated:disabled", { subjectId: userId });
    await by(adminId, disable, "192.0.2.2");
    await erase(adminId);
    expect(await trailOf(userId)).toMatchObject([
      { actorId: `${PSEUDONYM}-${adminId}`, ipAddress: null, userAgent: null },
    ]);
  });

  test("is nothing of other accounts", async () => {
    const [userId, other] = [newUser(), newUser()];
    await by(other, () => recordEvent("user_created", { subjectId: other }), "192.0.2.3");
    await erase(userId);
    expect(await eventNames(other)).toEqual(["user_created"]);
    expect(await trailOf(other)).toMatchObject([{ actorId: other, ipAddress: "192.0.2.3" }]);
  });
});
