import { figures, figuresView } from "@/lib/features/figures/figures";
import { DAY_MS, HOUR_MS } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { createSession } from "@/lib/platform/db/tables/sessions";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { createAccount } from "@/tests/support/people/accounts";

const NOW = Date.UTC(2031, 4, 20, 12);

const event = (type: string, ago: number, subjectId: string | null = null) => ({
  id: idAt(new Date(NOW - ago)),
  type,
  subjectId,
});

test("the figures count each day, each outcome and each person once", async () => {
  const [ada, eve] = [await createAccount(), await createAccount({ role: "admin" })];
  await db.user.update({ where: { id: eve.id }, data: { secondFactorAt: new Date() } });
  await db.securityEvent.createMany({
    data: [
      event("user_created", HOUR_MS),
      event("user_created", 29 * DAY_MS),
      event("user_created", 31 * DAY_MS),
      event("authn_login_success", HOUR_MS, ada.id),
      event("authn_login_success", 2 * HOUR_MS, ada.id),
      event("authn_login_success", 3 * DAY_MS, eve.id),
      event("authn_login_success", 20 * DAY_MS, "gone"),
      event("authn_login_fail", HOUR_MS),
      event("authn_login_lock", HOUR_MS),
    ],
  });
  const found = await figures(NOW);
  expect(figuresView.safeParse(found).success).toBe(true);
  expect(found.days).toHaveLength(30);
  expect(found.days.at(-1)).toEqual({
    day: "2031-05-20",
    signUps: 1,
    signIns: 2,
    failed: 1,
    blocked: 1,
  });
  expect(found.days.reduce((sum, { signUps }) => sum + signUps, 0)).toBe(2);
  expect(found.active).toEqual({ day: 1, week: 2, month: 3 });
  const admins = found.factors.find(({ role }) => role === "admin");
  expect(admins).toMatchObject({ withFactor: 1 });
});

test("a session in use counts, and nobody counts twice", async () => {
  const { id: userId } = await createAccount();
  const now = Date.UTC(2041, 4, 20, 12);
  const life = {
    authenticatedAt: new Date(now),
    expiresAt: new Date(now + DAY_MS),
    remember: false,
  };
  const open = (of: string, secretHash: string, parentId?: string) =>
    createSession({
      ...{ ...life, userId: of, secretHash, methods: "", ipAddress: null, userAgent: null },
      ...(parentId && { parentId }),
    });
  const [parentId] = [await open(userId, "a"), await open(userId, "b")];
  expect((await figures(now + HOUR_MS)).active).toEqual({ day: 1, week: 1, month: 1 });
  // Of somebody for whom an administrator acts it is not they who are there.
  await open((await createAccount()).id, "c", parentId);
  expect((await figures(now + HOUR_MS)).active.day).toBe(1);
});
