import { look, type Stream } from "@/lib/features/live/check-pages";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { appendEvent } from "@/lib/platform/db/tables/events";
import { createUser, setDisabled } from "@/lib/platform/db/tables/users";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";
import { moveSessions } from "@/tests/support/database/session-rows";
import { newEmail } from "@/tests/support/people/accounts";
import { newAskingSession } from "@/tests/support/people/sessions";

type Told = Stream & { told: unknown[] };

/** A page of a new account, which has nothing to hear of. */
async function newPage(): Promise<Told> {
  const { id: userId } = await createUser({ name: "Ada", email: newEmail(), role: "user" });
  const { sessionId } = await newAskingSession(userId);
  const told: unknown[] = [];
  const to = {
    send: (name: string, data: object) => void told.push([name, data]),
    beat: () => void told.push("beat"),
    end: () => void told.push("end"),
  };
  const page = { userId, sessionId, to, endsAt: Date.now() + HOUR_MS, beatAt: 0 };
  return { ...page, lastEvent: firstIdAt(new Date()), told };
}

const nobody = new Set<string>();
const ended = (reason: string) => [["session-ended", { reason }], "end"];

test("an unchanged page learns nothing except when its session ends", async () => {
  const page = await newPage();
  await moveSessions(page.userId, { lastSeenAt: new Date(Date.now() - 100 * MINUTE_MS) });
  expect(await look([page], nobody)).toBe(true);
  expect(page.told).toEqual([]);
  expect(page.endsAt).toBeGreaterThan(Date.now() + 19 * MINUTE_MS);
  expect(page.endsAt).toBeLessThanOrEqual(Date.now() + 20 * MINUTE_MS);
});

test.each([
  ["has ended", (page: Told) => db.session.deleteMany({ where: { id: page.sessionId } }), "ended"],
  ["is of a disabled account", (page: Told) => setDisabled(page.userId, true, db), "ended"],
  [
    "has run out",
    (page: Told) => moveSessions(page.userId, { expiresAt: new Date(Date.now() - SECOND_MS) }),
    "expired",
  ],
  [
    "was not used for too long",
    (page: Told) => moveSessions(page.userId, { lastSeenAt: new Date(Date.now() - 3 * HOUR_MS) }),
    "expired",
  ],
  [
    "has run out and was removed by housekeeping",
    async (page: Told) => {
      page.endsAt = Date.now();
      await db.session.deleteMany({ where: { id: page.sessionId } });
    },
    "expired",
  ],
])("the page of a session that %s is told so, and ends", async (_what, happen, reason) => {
  const page = await newPage();
  const other = await newPage();
  await happen(page);
  await look([page, other], nobody);
  expect(page.told).toEqual(ended(reason));
  expect(other.told).toEqual([]);
});

test("a page whose session now belongs to another account ends", async () => {
  const page = await newPage();
  const stranger = await newPage();
  await look([Object.assign(page, { sessionId: stranger.sessionId })], nobody);
  expect(page.told).toEqual(ended("ended"));
});

test("an event that the page does not know is reported once", async () => {
  const page = await newPage();
  const traces = { ipAddress: null, userAgent: null, requestId: null };
  const by = { actorId: null, tokenId: null, impersonationId: null, reason: null };
  const about = { subjectId: page.userId, organizationId: null, detail: null };
  await appendEvent({ type: "user_updated", ...about, ...by, ...traces });
  await look([page], nobody);
  await look([page], nobody);
  expect(page.told).toEqual([["changed", {}]]);
});

test("a change without an event is reported, too", async () => {
  const page = await newPage();
  await look([page], new Set([page.userId]));
  expect(page.told).toEqual([["changed", {}]]);
});

test("more pages than one query can hold are all checked", async () => {
  const page = await newPage();
  await db.session.deleteMany({ where: { id: page.sessionId } });
  const pages = Array.from({ length: 1200 }, () => ({ ...page }));
  await look(pages, nobody);
  expect(page.told).toHaveLength(2400);
});
