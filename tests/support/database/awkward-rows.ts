import { db } from "@/lib/platform/db/client";

/** More than two batches of a move. */
export const MANY = 12_000;

const AWKWARD = `"O'Brien" \\ \t\r\n{},NULL \\N \\u0041 \u2028 Ünal 👩‍👩‍👧 𝔸 \uffff עברית`;
const LONG = "long and longer, Ünal 👩‍👧; ".repeat(7000);

const NEW_YEAR = new Date(Date.UTC(2025, 11, 31, 23, 59, 59, 999));
// Where clocks are set ahead that night, 2:30 does not exist: in Auckland, in New York, in Berlin.
const GAPS = [
  Date.UTC(2036, 8, 28, 2, 30, 0, 1),
  Date.UTC(2036, 2, 9, 2, 30),
  Date.UTC(2036, 2, 30, 2, 30),
];
const LONG_AGO = new Date(-1);
const FAR = new Date(Date.UTC(9999, 11, 31, 23, 59, 59, 999));

/** Fills every table of a migrated, empty SQLite database with values that are easily copied wrong. */
export async function fillEveryTable(): Promise<void> {
  const [gap = 0, ...gaps] = GAPS;
  const plain = { id: "ada", email: "ada@example.com", name: "Ada", createdAt: new Date(gap) };
  const awkward = { name: AWKWARD, image: LONG, role: "admin" };
  const times = { emailVerified: NEW_YEAR, disabledAt: FAR, createdAt: LONG_AGO };
  await db.user.createMany({
    data: [plain, { id: AWKWARD, email: "Ä@example.com", ...awkward, ...times }],
  });
  // As SQLite itself writes a time: CURRENT_TIMESTAMP.
  await db.$executeRaw`INSERT INTO "User" ("id", "email", "name") VALUES ('', '', '')`;
  const userId = AWKWARD;

  await db.searchKey.createMany({ data: ["a", "B", "ä", AWKWARD].map((key) => ({ userId, key })) });
  await db.password.createMany({
    data: [
      { userId, hash: `$2b$04$${AWKWARD}`, updatedAt: LONG_AGO },
      { userId: "ada", hash: "", updatedAt: NEW_YEAR },
    ],
  });
  const life = { authenticatedAt: NEW_YEAR, lastSeenAt: LONG_AGO, expiresAt: FAR };
  await db.session.createMany({
    data: [
      {
        ...{ ...life, userId, secretHash: "1", remember: true, ipAddress: "::1", userAgent: LONG },
        providerSid: AWKWARD,
      },
      { ...life, userId: "ada", secretHash: "2", remember: false },
      { ...life, id: "an administrator's", userId, secretHash: "3", remember: true },
      // A row that depends on another one comes after it, as time-ordered ids do.
      {
        ...{ ...life, id: "one in which they act", parentId: "an administrator's" },
        ...{ userId: "ada", secretHash: "4", remember: false },
      },
    ],
  });
  const account = { userId, type: "oauth", provider: AWKWARD };
  await db.account.createMany({
    data: [
      {
        ...account,
        providerAccountId: "1",
        expires_at: 2_147_483_647,
        id_token: LONG,
        email: AWKWARD,
      },
      {
        ...account,
        providerAccountId: "2",
        expires_at: -2_147_483_648,
        scope: "",
        email: "",
        createdAt: LONG_AGO,
      },
      {
        ...account,
        providerAccountId: "3",
        expires_at: null,
        email: null,
        createdAt: new Date(gap),
      },
    ],
  });
  await db.token.createMany({
    data: gaps.map((time) => ({
      secretHash: `${AWKWARD}${time}`,
      purpose: "reset",
      userId,
      email: AWKWARD,
      expiresAt: new Date(time),
    })),
  });
  await db.pendingSignIn.createMany({
    data: [
      {
        ...{ userId, secretHash: AWKWARD, methods: "password", remember: true, expiresAt: FAR },
        providerSid: LONG,
      },
      {
        userId,
        secretHash: "",
        methods: "",
        remember: false,
        tries: 5,
        expiresAt: LONG_AGO,
        providerSid: "",
      },
    ],
  });
  await db.mailSignIn.createMany({
    data: [
      { userId, browserHash: AWKWARD, codeHash: LONG, linkHash: "1", expiresAt: FAR },
      { userId: "ada", browserHash: "", codeHash: "", linkHash: "2", expiresAt: LONG_AGO },
    ],
  });
  await db.totp.createMany({
    data: [
      {
        userId,
        sealed: LONG,
        lastStep: 2_147_483_647,
        failures: 100,
        keyId: AWKWARD,
        confirmedAt: NEW_YEAR,
      },
      { userId: "ada", sealed: "" },
    ],
  });
  await db.recoveryCode.createMany({
    data: [
      { userId, codeHash: AWKWARD, savedAt: NEW_YEAR },
      { userId: "ada", codeHash: "" },
    ],
  });
  await db.importedAccount.createMany({
    data: [
      { userId, source: "csv", sourceId: AWKWARD, importedAt: LONG_AGO },
      { userId: "ada", source: "", importedAt: FAR },
    ],
  });
  await db.organization.createMany({
    data: [
      { id: AWKWARD, slug: "engines", name: AWKWARD, createdAt: LONG_AGO },
      { id: "looms", slug: "", name: "" },
    ],
  });
  await db.member.createMany({
    data: [
      { organizationId: AWKWARD, userId, role: "owner", createdAt: NEW_YEAR },
      { organizationId: AWKWARD, userId: "ada", role: "" },
      { organizationId: "looms", userId, role: AWKWARD },
    ],
  });
  const invited = { organizationId: AWKWARD, role: "member", expiresAt: FAR };
  await db.invitation.createMany({
    data: [
      { ...invited, secretHash: "1", email: AWKWARD, invitedById: userId },
      { ...invited, secretHash: "2", email: "", invitedById: null, createdAt: LONG_AGO },
    ],
  });
  await db.apiToken.createMany({
    data: [
      { userId, secretHash: AWKWARD, name: AWKWARD, lastFour: "", scopes: LONG, expiresAt: FAR },
      {
        ...{ userId: "ada", secretHash: "", name: "", lastFour: "abcd", scopes: "" },
        ...{ expiresAt: LONG_AGO, lastUsedAt: NEW_YEAR, remindedAt: new Date(gap) },
      },
    ],
  });
  const passkey = { publicKey: "", aaguid: AWKWARD, name: AWKWARD, backupEligible: true };
  await db.passkey.createMany({
    data: [
      {
        ...passkey,
        userId,
        credentialId: LONG.slice(0, 900),
        counter: 2_147_483_647,
        backedUp: true,
      },
      { ...passkey, userId: "ada", credentialId: "", backedUp: false, lastUsedAt: LONG_AGO },
    ],
  });
  await db.passkeyOwner.createMany({
    data: [
      { userId, handle: AWKWARD },
      { userId: "ada", handle: "" },
    ],
  });
  await db.passkeyChallenge.createMany({
    data: [
      { challengeHash: AWKWARD, purpose: "add", userId, boundTo: AWKWARD, expiresAt: FAR },
      { challengeHash: "", purpose: "", expiresAt: LONG_AGO },
    ],
  });
  await db.accountInvitation.createMany({
    data: [
      { secretHash: AWKWARD, email: AWKWARD, invitedById: userId, expiresAt: FAR },
      { secretHash: "", email: "", createdAt: LONG_AGO, expiresAt: NEW_YEAR },
    ],
  });
  await db.outboxMail.createMany({
    data: [{ sealed: LONG }, { attempts: 3, lastError: AWKWARD, deliveredAt: NEW_YEAR }],
  });
  // In a key of two columns the second decides; and capitals come before small letters, or not.
  const secrets = ["a", "B", "ä", "Z", AWKWARD];
  await db.device.createMany({
    data: secrets.flatMap((secretHash) => [
      { secretHash, userId },
      { secretHash, userId: "ada" },
    ]),
  });
  await db.trustedBrowser.createMany({
    data: [
      { id: "1", userId, deviceHash: AWKWARD, trustedAt: LONG_AGO, userAgent: LONG },
      { id: AWKWARD, userId: "ada", deviceHash: "a", trustedAt: FAR, ipAddress: "" },
    ],
  });
  await db.securityEvent.createMany({
    data: [
      {
        type: AWKWARD,
        detail: LONG,
        subjectId: "nobody",
        organizationId: AWKWARD,
        tokenId: AWKWARD,
        impersonationId: AWKWARD,
        reason: LONG,
      },
      { type: "", createdAt: LONG_AGO },
    ],
  });
  await db.job.createMany({ data: [{ name: AWKWARD, lastRunAt: NEW_YEAR, leaseUntil: FAR }] });
  await fillThrottles();
}

/** Keys from `key-00001` on; every second row has no time. */
async function fillThrottles(): Promise<void> {
  await db.$executeRaw`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
    INSERT INTO "Throttle" ("key", "points", "expire")
    SELECT printf('key-%05d', i), i,
      CASE i % 2 WHEN 0 THEN strftime('%Y-%m-%dT%H:%M:%fZ', i * 86400.5, 'unixepoch') END
    FROM n`;
}
