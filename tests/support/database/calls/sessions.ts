import { db } from "@/lib/platform/db/client";
import * as watched from "@/lib/platform/db/tables/live/watched-sessions";
import * as apiTokens from "@/lib/platform/db/tables/programs/api-tokens";
import * as tokenLookup from "@/lib/platform/db/tables/programs/token-lookup";
import * as lookup from "@/lib/platform/db/tables/session-lookup";
import * as sessions from "@/lib/platform/db/tables/sessions";
import { newEmail } from "@/tests/support/people/accounts";
import { type Calls, long, soon, user } from "./rows";

const session = () => ({
  secretHash: newEmail(),
  userId: user.id,
  remember: true,
  authenticatedAt: new Date(),
  methods: "password",
  expiresAt: soon,
  ipAddress: null,
  userAgent: null,
});

/** Calls of the tables of sessions and API tokens. */
export const sessionCalls: {
  sessions: Calls<typeof sessions>;
  "session-lookup": Calls<typeof lookup>;
  "live/watched-sessions": Calls<typeof watched>;
  "programs/api-tokens": Calls<typeof apiTokens>;
  "programs/token-lookup": Calls<typeof tokenLookup>;
} = {
  sessions: {
    createSession: () => sessions.createSession(session()),
    listSessions: () => sessions.listSessions(user.id),
    renewSession: () =>
      sessions.renewSession(
        { userId: user.id, id: "id", secretHash: "hash" },
        { secretHash: newEmail(), lastSeenAt: new Date() },
        db,
      ),
    touchSession: () => sessions.touchSession({ id: "id", lastSeenAt: long }, new Date(), long),
    hasSecret: () =>
      sessions.hasSecret({ userId: user.id, sessionId: "id", secretHash: "hash" }, db),
    sessionExists: () => sessions.sessionExists("id"),
    deleteSession: () => sessions.deleteSession(user.id, "id", db),
    deleteSurplusSessions: () => sessions.deleteSurplusSessions(user.id, 1, db),
    findMethods: () => sessions.findMethods("id", db),
    findProviderUsers: () => sessions.findProviderUsers("https://provider.example sid"),
    findProviderSessions: async () => {
      const providerSid = "https://provider.example sid";
      await sessions.findProviderSessions(user.id, { providerSid }, db);
      await sessions.findProviderSessions(user.id, { beginning: "https://provider" }, db);
    },
    deleteSessions: async () => {
      await sessions.deleteSessions(user.id, null, db);
      await sessions.deleteSessions(user.id, "id", db);
    },
  },
  "session-lookup": { findSessionBySecret: () => lookup.findSessionBySecret("hash") },
  "live/watched-sessions": { findWatchedSessions: () => watched.findWatchedSessions(["session"]) },
  "programs/api-tokens": {
    createApiToken: () =>
      apiTokens.createApiToken(
        {
          userId: user.id,
          secretHash: newEmail(),
          name: "laptop",
          lastFour: "abcd",
          scopes: "profile:read",
          createdAt: new Date(),
          expiresAt: soon,
          remindedAt: null,
        },
        db,
      ),
    listApiTokens: () => apiTokens.listApiTokens(user.id),
    countApiTokens: () => apiTokens.countApiTokens(user.id),
    isLiveApiToken: () => apiTokens.isLiveApiToken({ userId: user.id, tokenId: "id" }, db),
    apiTokenExists: () => apiTokens.apiTokenExists("id"),
    deleteApiToken: () => apiTokens.deleteApiToken(user.id, "id", db),
    deleteApiTokens: () => apiTokens.deleteApiTokens(user.id, db),
    touchApiToken: () => apiTokens.touchApiToken("id", new Date(), long),
    findExpiringApiTokens: () => apiTokens.findExpiringApiTokens({ until: soon, take: 100 }),
    markReminded: () => apiTokens.markReminded("id", new Date(), db),
  },
  "programs/token-lookup": { findTokenBySecret: () => tokenLookup.findTokenBySecret("hash") },
};
