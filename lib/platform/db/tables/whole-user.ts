import { db } from "@/lib/platform/db/client";

const TIMES = { createdAt: true, lastSeenAt: true } as const;

const ORGANISATION = { select: { slug: true, name: true } } as const;

/** Everything that is stored about a user except secrets and events, for the download. */
export function findWholeUser(id: string) {
  return db.user.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      email: true,
      emailVerified: true,
      image: true,
      role: true,
      disabledAt: true,
      language: true,
      timeZone: true,
      createdAt: true,
      secondFactorAt: true,
      lastSignInAt: true,
      password: { select: { updatedAt: true } },
      sessions: {
        select: {
          id: true,
          ...TIMES,
          remember: true,
          authenticatedAt: true,
          methods: true,
          providerSid: true,
          parentId: true,
          expiresAt: true,
          ipAddress: true,
          userAgent: true,
        },
        orderBy: { id: "asc" },
      },
      totp: { select: { createdAt: true, confirmedAt: true } },
      passkeys: {
        select: {
          id: true,
          credentialId: true,
          publicKey: true,
          counter: true,
          transports: true,
          aaguid: true,
          name: true,
          backupEligible: true,
          backedUp: true,
          createdAt: true,
          lastUsedAt: true,
        },
        orderBy: { id: "asc" },
      },
      passkeyOwner: { select: { handle: true } },
      passkeyChallenges: { select: { purpose: true, expiresAt: true } },
      recovery: { select: { createdAt: true, savedAt: true } },
      pending: {
        select: {
          createdAt: true,
          expiresAt: true,
          methods: true,
          remember: true,
          tries: true,
          providerSid: true,
        },
        orderBy: { createdAt: "asc" },
      },
      mailed: { select: { createdAt: true, expiresAt: true }, orderBy: { createdAt: "asc" } },
      trusted: {
        select: { id: true, trustedAt: true, ipAddress: true, userAgent: true },
        orderBy: { trustedAt: "asc" },
      },
      devices: { select: TIMES, orderBy: { createdAt: "asc" } },
      tokens: {
        select: {
          purpose: true,
          email: true,
          createdAt: true,
          expiresAt: true,
          usedAt: true,
          replacedAt: true,
        },
        orderBy: { createdAt: "asc" },
      },
      imported: { select: { source: true, sourceId: true, importedAt: true } },
      apiTokens: {
        select: {
          id: true,
          name: true,
          lastFour: true,
          scopes: true,
          createdAt: true,
          expiresAt: true,
          lastUsedAt: true,
          remindedAt: true,
        },
        orderBy: { id: "asc" },
      },
      members: {
        select: { role: true, createdAt: true, organization: ORGANISATION },
        orderBy: { organizationId: "asc" },
      },
      invited: {
        select: {
          email: true,
          role: true,
          createdAt: true,
          expiresAt: true,
          organization: ORGANISATION,
        },
        orderBy: { id: "asc" },
      },
      accounts: {
        select: { provider: true, providerAccountId: true, email: true, createdAt: true },
        orderBy: { id: "asc" },
      },
    },
  });
}
