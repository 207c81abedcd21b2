import { randomUUID } from "node:crypto";
import { signInsByDay } from "@/lib/features/sessions/sign-in-chart";
import { db } from "@/lib/platform/db/client";
import { idAt } from "@/lib/platform/db/time-ordered-id";

const NOON = Date.parse("2026-03-15T12:00:00Z");

async function signIn(subjectId: string, moment: string, type = "authn_login_success") {
  const createdAt = new Date(moment);
  const data = { id: idAt(createdAt), createdAt, type, subjectId, actorId: subjectId };
  await db.securityEvent.create({ data });
}

/** The days with any, by day. */
async function chart(userId: string, now = NOON): Promise<Record<string, number>> {
  const days = await signInsByDay(userId, now);
  return Object.fromEntries(
    days.filter(({ count }) => count > 0).map(({ day, count }) => [day, count]),
  );
}

test("has thirty days without a gap, today last, even without sign-ins", async () => {
  const days = await signInsByDay(randomUUID(), NOON);
  expect(days).toHaveLength(30);
  expect(days.at(0)).toEqual({ day: "2026-02-14", count: 0 });
  expect(days.at(15)?.day).toBe("2026-03-01");
  expect(days.at(-1)).toEqual({ day: "2026-03-15", count: 0 });
});

test("counts each sign-in on its day in UTC, and no older ones", async () => {
  const user = randomUUID();
  const moments = [
    "2026-02-13T23:59:59.999Z",
    "2026-02-14T00:00:00.000Z",
    "2026-03-14T23:59:59.999Z",
    "2026-03-15T00:00:00.000Z",
    "2026-03-15T11:59:59.999Z",
  ];
  for (const moment of moments) await signIn(user, moment);
  expect(await chart(user)).toEqual({ "2026-02-14": 1, "2026-03-14": 1, "2026-03-15": 2 });
});

test("moves on at midnight", async () => {
  const user = randomUUID();
  await signIn(user, "2026-03-15T10:00:00Z");
  const midnight = Date.parse("2026-03-16T00:00:00Z");
  expect((await signInsByDay(user, midnight - 1)).at(-1)).toEqual({ day: "2026-03-15", count: 1 });
  expect((await signInsByDay(user, midnight)).at(-1)).toEqual({ day: "2026-03-16", count: 0 });
  expect((await signInsByDay(user, midnight)).at(-2)).toEqual({ day: "2026-03-15", count: 1 });
});

test("counts only the account's own successful sign-ins", async () => {
  const [user, other] = [randomUUID(), randomUUID()];
  await signIn(user, "2026-03-10T08:00:00Z");
  await signIn(user, "2026-03-10T08:00:01Z", "authn_login_fail");
  await signIn(other, "2026-03-10T08:00:02Z");
  expect(await chart(user)).toEqual({ "2026-03-10": 1 });
});
