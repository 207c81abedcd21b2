import { DEVICE_DAYS } from "@/lib/features/sessions/devices";
import { lifetime } from "@/lib/features/sessions/lifetime";
import { DAY_MS, dayOf } from "@/lib/platform/core/time";
import { db } from "@/lib/platform/db/client";
import { sweep } from "@/lib/platform/db/tables/upkeep/sweep";
import { idAt } from "@/lib/platform/db/time-ordered-id";
import { sweepLimits } from "@/lib/web/server/cleanup";
import { createAccount } from "@/tests/support/people/accounts";

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
const ahead = (milliseconds: number) => new Date(Date.now() + milliseconds);

/** A row of every table that has run its course, and one that has not. */
async function seed() {
  const { id: userId } = await createAccount();
  const session = (secretHash: string, lastSeenAt: Date, expiresAt: Date) => ({
    secretHash: `${secretHash}-${userId}`,
    userId,
    remember: true,
    authenticatedAt: ago(DAY_MS),
    lastSeenAt,
    lastSeenDay: dayOf(lastSeenAt),
    expiresAt,
  });
  await db.session.createMany({
    data: [
      session("live", new Date(), ahead(DAY_MS)),
      session("expired", new Date(), ago(1000)),
      session("idle", ago(lifetime.idle(true) + DAY_MS), ahead(DAY_MS)),
    ],
  });
  const token = (secretHash: string, expiresAt: Date) => ({
    secretHash: `${secretHash}-${userId}`,
    purpose: "verify-email",
    userId,
    email: "ada@example.com",
    expiresAt,
  });
  await db.token.createMany({
    data: [
      token("live", ahead(DAY_MS)),
      token("dead", ago(29 * DAY_MS)),
      token("old", ago(31 * DAY_MS)),
    ],
  });
  const apiToken = (secretHash: string, expiresAt: Date) => ({
    secretHash: `${secretHash}-${userId}`,
    userId,
    name: "laptop",
    lastFour: "abcd",
    scopes: "profile:read",
    expiresAt,
  });
  await db.apiToken.createMany({
    data: [
      apiToken("live", ahead(DAY_MS)),
      apiToken("expired", ago(27 * DAY_MS)),
      apiToken("old", ago(29 * DAY_MS)),
    ],
  });
  const pending = (secretHash: string, expiresAt: Date) => ({
    secretHash: `${secretHash}-${userId}`,
    userId,
    methods: "password",
    remember: false,
    expiresAt,
  });
  await db.pendingSignIn.createMany({
    data: [pending("live", ahead(DAY_MS)), pending("expired", ago(1000))],
  });
  const organisation = { name: "Engines", slug: `engines-${userId}` };
  const invitation = (kind: string, expiresAt: Date) => ({
    secretHash: `${kind}-${userId}`,
    email: `${kind}@example.com`,
    role: "member",
    expiresAt,
  });
  await db.organization.create({
    data: {
      ...organisation,
      invitations: {
        create: [invitation("dead", ago(29 * DAY_MS)), invitation("old", ago(31 * DAY_MS))],
      },
    },
  });
  const mailed = (hash: string, expiresAt: Date) => ({
    browserHash: `${hash}-${userId}`,
    userId,
    codeHash: "code",
    linkHash: `${hash}-${userId}`,
    expiresAt,
  });
  await db.mailSignIn.createMany({
    data: [mailed("live", ahead(DAY_MS)), mailed("expired", ago(1000))],
  });
  const challenge = { purpose: "spent" };
  await db.passkeyChallenge.createMany({
    data: [
      { ...challenge, challengeHash: `live-${userId}`, expiresAt: ahead(DAY_MS) },
      { ...challenge, challengeHash: `old-${userId}`, expiresAt: ago(1000) },
    ],
  });
  const accountInvitation = (name: string, expiresAt: Date) => ({
    secretHash: `${name}-${userId}`,
    email: `${name}-${userId}@example.com`,
    expiresAt,
  });
  await db.accountInvitation.createMany({
    data: [accountInvitation("dead", ago(29 * DAY_MS)), accountInvitation("old", ago(31 * DAY_MS))],
  });
  await db.throttle.createMany({
    data: [
      { key: `live-${userId}`, points: 1, expire: ahead(DAY_MS) },
      { key: `old-${userId}`, points: 1, expire: ago(1000) },
    ],
  });
  await db.outboxMail.createMany({
    data: [
      { deliveredAt: ago(DAY_MS) },
      { deliveredAt: ago(8 * DAY_MS) },
      { sealed: "waits" },
      { sealed: "failed lately", failedAt: ago(DAY_MS) },
      { sealed: "failed", failedAt: ago(8 * DAY_MS) },
    ],
  });
  await db.securityEvent.createMany({
    data: [
      { id: idAt(ago(364 * DAY_MS)), type: "user_created", subjectId: userId },
      { id: idAt(ago(366 * DAY_MS)), type: "user_created", subjectId: userId },
    ],
  });
  await db.device.createMany({
    data: [
      { secretHash: `live-${userId}`, userId, lastSeenAt: ago((DEVICE_DAYS - 1) * DAY_MS) },
      { secretHash: `old-${userId}`, userId, lastSeenAt: ago((DEVICE_DAYS + 1) * DAY_MS) },
    ],
  });
  await db.device.create({ data: { secretHash: `also-live-${userId}`, userId } });
  const trusted = (deviceHash: string, trustedAt: Date) => ({
    deviceHash: `${deviceHash}-${userId}`,
    userId,
    trustedAt,
  });
  await db.trustedBrowser.createMany({
    data: [trusted("live", ago(29 * DAY_MS)), trusted("also-live", ago(31 * DAY_MS))],
  });
}

const counts = async () => ({
  sessions: await db.session.count(),
  tokens: await db.token.count(),
  apiTokens: await db.apiToken.count(),
  pendingSignIns: await db.pendingSignIn.count(),
  invitations: await db.invitation.count(),
  mailSignIns: await db.mailSignIn.count(),
  passkeyChallenges: await db.passkeyChallenge.count(),
  accountInvitations: await db.accountInvitation.count(),
  throttles: await db.throttle.count(),
  mails: await db.outboxMail.count(),
  events: await db.securityEvent.count(),
  trustedBrowsers: await db.trustedBrowser.count(),
  devices: await db.device.count(),
});

test("the clean-up deletes what has expired, and leaves the rest [V14.2.7]", async () => {
  await seed();
  const before = await counts();
  const gone = await sweep(sweepLimits(Date.now()));
  expect(gone).toEqual({
    sessions: 2,
    tokens: 1,
    apiTokens: 1,
    pendingSignIns: 1,
    invitations: 1,
    mailSignIns: 1,
    passkeyChallenges: 1,
    accountInvitations: 1,
    throttles: 1,
    mails: 1,
    failedMails: 1,
    events: 1,
    trustedBrowsers: 1,
    devices: 1,
  });
  expect(await counts()).toEqual({
    sessions: before.sessions - 2,
    tokens: before.tokens - 1,
    apiTokens: before.apiTokens - 1,
    pendingSignIns: before.pendingSignIns - 1,
    invitations: before.invitations - 1,
    mailSignIns: before.mailSignIns - 1,
    passkeyChallenges: before.passkeyChallenges - 1,
    accountInvitations: before.accountInvitations - 1,
    throttles: before.throttles - 1,
    mails: before.mails - 2,
    events: before.events - 1,
    trustedBrowsers: before.trustedBrowsers - 1,
    devices: before.devices - 1,
  });
  const left = await db.session.findMany({ select: { secretHash: true } });
  expect(left.map(({ secretHash }) => secretHash.split("-")[0])).toEqual(["live"]);
  const known = await db.device.findMany({ select: { secretHash: true } });
  expect(known.map(({ secretHash }) => secretHash.split("-")[0]).sort()).toEqual(["also", "live"]);
});

test("the clean-up deletes more than one batch at a time, and still leaves the rest", async () => {
  const ids = Array.from({ length: 1201 }, () => idAt(ago(366 * DAY_MS)));
  await db.securityEvent.createMany({ data: ids.map((id) => ({ id, type: "user_created" })) });
  const all = await db.securityEvent.count();
  const gone = await sweep(sweepLimits(Date.now()));
  expect(gone.events).toBe(ids.length);
  expect(await db.securityEvent.count()).toBe(all - ids.length);
});

test("several clean-ups at once delete each row once [V14.2.7]", async () => {
  await seed();
  const sweeps = await Promise.all([1, 2, 3].map(() => sweep(sweepLimits(Date.now()))));
  const sum = (table: string) => sweeps.reduce((total, gone) => total + (gone[table] ?? 0), 0);
  expect([sum("sessions"), sum("tokens"), sum("throttles")]).toEqual([2, 1, 1]);
});
