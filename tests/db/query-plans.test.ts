import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { env } from "@/lib/platform/config/env";
import { db } from "@/lib/platform/db/client";
import * as administrators from "@/lib/platform/db/tables/administrators";
import * as devices from "@/lib/platform/db/tables/devices";
import * as events from "@/lib/platform/db/tables/events";
import * as watched from "@/lib/platform/db/tables/live/watched-sessions";
import * as adapter from "@/lib/platform/db/tables/next-auth-adapter";
import * as invitations from "@/lib/platform/db/tables/organisations/invitations";
import * as organisationMembers from "@/lib/platform/db/tables/organisations/members";
import * as organisations from "@/lib/platform/db/tables/organisations/organisations";
import * as outbox from "@/lib/platform/db/tables/outbox";
import * as passwords from "@/lib/platform/db/tables/passwords";
import * as figures from "@/lib/platform/db/tables/people/figures";
import * as imports from "@/lib/platform/db/tables/people/imports";
import * as accountInvitations from "@/lib/platform/db/tables/people/invitations";
import * as lists from "@/lib/platform/db/tables/people/lists";
import * as apiTokens from "@/lib/platform/db/tables/programs/api-tokens";
import * as tokenLookup from "@/lib/platform/db/tables/programs/token-lookup";
import * as lookup from "@/lib/platform/db/tables/session-lookup";
import * as sessions from "@/lib/platform/db/tables/sessions";
import * as identities from "@/lib/platform/db/tables/sign-in/identities";
import * as impersonations from "@/lib/platform/db/tables/sign-in/impersonations";
import * as mailed from "@/lib/platform/db/tables/sign-in/mailed";
import * as challenges from "@/lib/platform/db/tables/sign-in/passkey-challenges";
import * as passkeys from "@/lib/platform/db/tables/sign-in/passkeys";
import * as pending from "@/lib/platform/db/tables/sign-in/pending";
import * as recovery from "@/lib/platform/db/tables/sign-in/recovery-codes";
import * as totp from "@/lib/platform/db/tables/sign-in/totp";
import * as trusted from "@/lib/platform/db/tables/sign-in/trusted";
import * as waysIn from "@/lib/platform/db/tables/sign-in/ways-in";
import * as throttle from "@/lib/platform/db/tables/throttle";
import * as tokens from "@/lib/platform/db/tables/tokens";
import * as jobs from "@/lib/platform/db/tables/upkeep/jobs";
import * as sweep from "@/lib/platform/db/tables/upkeep/sweep";
import * as unconfirmed from "@/lib/platform/db/tables/upkeep/unconfirmed";
import * as search from "@/lib/platform/db/tables/user-search";
import * as users from "@/lib/platform/db/tables/users";
import * as whole from "@/lib/platform/db/tables/whole-user";
import {
  fullScans,
  listenToPostgres,
  statementsOf,
  stepsOfSqlite,
} from "@/tests/support/database/statements";
import { newEmail } from "@/tests/support/people/accounts";

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});

// lib/platform/db/tables is the only folder that asks a database. Every function of it that does so is called here,
// and the database is asked how it went about what it was sent: through no table from end to end.

/** A call of every function that a module exports. */
type Calls<Module> = {
  [Name in keyof Module as Module[Name] extends (...given: never[]) => unknown
    ? Name
    : never]: () => unknown;
};

/** Files of the folder that ask for nothing, or for no table that grows. */
const ASK_NOTHING = ["search-keys"];

let user: users.User;
let organisation: organisations.Organisation;
const soon = new Date(Date.now() + 60_000);
const long = new Date(0);
const first = { after: null, take: 26 };
const limit = { name: "plan", points: 5, duration: 60, grows: true } as const;
const mail = { id: "id", sealed: "sealed", attempts: 1, createdAt: new Date() };

const identity = { provider: "https://provider.example", subject: "ada" };

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

const imported = (): imports.ImportedUser => ({
  id: randomUUID(),
  email: newEmail(),
  name: "Ada Lovelace",
  emailVerified: null,
  image: null,
  role: "user",
  disabledAt: null,
  language: null,
  timeZone: null,
  createdAt: new Date(),
  secondFactorAt: null,
  password: { hash: "hash", updatedAt: new Date() },
  identities: [{ provider: "github", providerAccountId: newEmail() }],
  source: "csv",
  sourceId: null,
});

const ceremony = () => ({ purpose: "add", userId: user.id, boundTo: "id" });

const passkey = () => ({
  userId: user.id,
  credentialId: newEmail(),
  publicKey: "key",
  counter: 0,
  transports: "internal",
  aaguid: "00000000-0000-0000-0000-000000000000",
  name: "Phone",
  backupEligible: true,
  backedUp: true,
});

const event = {
  type: "authn_login_success",
  detail: null,
  subjectId: null,
  actorId: null,
  organizationId: null,
  tokenId: null,
  impersonationId: null,
  reason: null,
  ipAddress: null,
  userAgent: null,
  requestId: null,
};

/** Everything the audit trail can be asked for, alone and with the kind of event. */
const FILTERS: events.EventFilter[] = [
  {},
  { from: long },
  { until: soon },
  { subjectId: "id" },
  { actorId: "id" },
  { organizationId: "id" },
  { organizationId: "id", type: "member_removed", from: long },
  { tokenId: "id" },
  { tokenId: "id", subjectId: "id", type: "authn_login_success" },
  { ipAddress: "203.0.113.1" },
  { type: "authn_login_success" },
  { subjectId: "id", type: "authn_login_success", from: long, until: soon },
  { actorId: "id", type: "authn_login_success" },
  { ipAddress: "203.0.113.1", type: "authn_login_success" },
  { subjectId: "id", actorId: "id", ipAddress: "203.0.113.1", type: "authn_login_success" },
];

const listEvents = async (before: string | null) => {
  for (const filter of FILTERS) await events.listEvents(filter, { before, take: 51 });
};

const CALLS: {
  "live/watched-sessions": Calls<typeof watched>;
  "session-lookup": Calls<typeof lookup>;
  "user-search": Calls<typeof search>;
  "whole-user": Calls<typeof whole>;
  "next-auth-adapter": { prismaAdapter: () => unknown };
  devices: Calls<typeof devices>;
  events: Calls<typeof events>;
  outbox: Calls<typeof outbox>;
  passwords: Calls<typeof passwords>;
  "programs/api-tokens": Calls<typeof apiTokens>;
  "programs/token-lookup": Calls<typeof tokenLookup>;
  sessions: Calls<typeof sessions>;
  "people/invitations": Calls<typeof accountInvitations>;
  "people/figures": Calls<typeof figures>;
  "people/imports": Calls<typeof imports>;
  "people/lists": Calls<typeof lists>;
  "sign-in/mailed": Calls<typeof mailed>;
  "sign-in/passkey-challenges": Calls<typeof challenges>;
  "sign-in/passkeys": Calls<typeof passkeys>;
  "sign-in/identities": Calls<typeof identities>;
  "sign-in/impersonations": Calls<typeof impersonations>;
  "sign-in/pending": Calls<typeof pending>;
  "sign-in/recovery-codes": Calls<typeof recovery>;
  "sign-in/totp": Calls<typeof totp>;
  "sign-in/trusted": Calls<typeof trusted>;
  "sign-in/ways-in": Calls<typeof waysIn>;
  throttle: Calls<typeof throttle>;
  tokens: Calls<typeof tokens>;
  administrators: Calls<typeof administrators>;
  "organisations/organisations": Calls<typeof organisations>;
  "organisations/members": Calls<typeof organisationMembers>;
  "organisations/invitations": Calls<typeof invitations>;
  "upkeep/sweep": Calls<typeof sweep>;
  "upkeep/jobs": Calls<typeof jobs>;
  "upkeep/unconfirmed": Calls<typeof unconfirmed>;
  users: Calls<typeof users>;
} = {
  // All of it that next-auth is let use; see lib/web/session/adapter.ts.
  "next-auth-adapter": { prismaAdapter: () => adapter.prismaAdapter.getUser?.(user.id) },
  devices: {
    findDevices: () => devices.findDevices(["hash", "other"], db),
    findDeviceOf: () => devices.findDeviceOf(["hash", "other"], user.email),
    touchDevice: () => devices.touchDevice({ secretHash: "hash", userId: user.id }, db),
    createDevice: () => devices.createDevice({ secretHash: newEmail(), userId: user.id }, db),
    listDevices: () => devices.listDevices(user.id, 20, db),
    deleteSurplusDevices: () => devices.deleteSurplusDevices(user.id, 1, db),
    deleteDevices: () => devices.deleteDevices(user.id, db),
  },
  events: {
    appendEvent: () => events.appendEvent(event),
    appendEvents: () => events.appendEvents({ type: "t", detail: null }, ["a", "b"], db),
    listEvents: async () => {
      await listEvents(null);
      await listEvents("01999999-9999-7999-8999-999999999999");
    },
    listAllEvents: () => events.listAllEvents(user.id),
    listEventTimes: () => events.listEventTimes(user.id, "authn_login_success", long, 2000),
    pseudonymiseEvents: () => events.pseudonymiseEvents(user.id, "deleted", db),
  },
  outbox: {
    insertMail: () => outbox.insertMail("sealed"),
    insertClaimedMail: () => outbox.insertClaimedMail("sealed", 1000),
    oldestDueMail: () => outbox.oldestDueMail(),
    sampleSealedMail: () => outbox.sampleSealedMail(200),
    claimMail: () => outbox.claimMail(1000),
    markDelivered: () => outbox.markDelivered(mail),
    giveUpMail: () => outbox.giveUpMail(mail, "no such mailbox"),
    listUndelivered: async () => {
      await outbox.listUndelivered("queued", 50);
      await outbox.listUndelivered("failed", 50);
    },
    countUndelivered: () => outbox.countUndelivered(),
    findUndelivered: () => outbox.findUndelivered("id", db),
    retryMail: () => outbox.retryMail("id", db),
    postponeMail: () => outbox.postponeMail(mail, soon, "error"),
  },
  "organisations/organisations": {
    createOrganisation: () =>
      organisations.createOrganisation({ slug: newEmail(), name: "Engines" }, db),
    findOrganisation: () => organisations.findOrganisation(organisation.id),
    lockOrganisation: () => organisations.lockOrganisation(organisation.id, db),
    listOrganisations: async () => {
      await organisations.listOrganisations({ after: null, take: 51 });
      await organisations.listOrganisations({ after: organisation.id, take: 51 });
    },
    countMembers: () => organisations.countMembers([organisation.id, "id"]),
    renameOrganisation: () => organisations.renameOrganisation(organisation.id, "Looms", db),
    deleteOrganisation: () => organisations.deleteOrganisation("id", db),
  },
  "organisations/members": {
    addMember: () =>
      organisationMembers.addMember(
        { organizationId: organisation.id, userId: user.id, role: "owner" },
        db,
      ),
    findMembership: () => organisationMembers.findMembership(organisation.slug, user.id),
    findMemberRole: () => organisationMembers.findMemberRole(organisation.id, user.id),
    setMemberRole: () => organisationMembers.setMemberRole(organisation.id, user.id, "admin", db),
    hasOtherOwner: () => organisationMembers.hasOtherOwner(organisation.id, user.id),
    hasOtherMember: () => organisationMembers.hasOtherMember(organisation.id, user.id),
    hasMemberWithEmail: () =>
      organisationMembers.hasMemberWithEmail(organisation.id, user.email, db),
    listOwned: () => organisationMembers.listOwned(user.id),
    listMembershipIds: () => organisationMembers.listMembershipIds(user.id, db),
    listMemberships: () => organisationMembers.listMemberships(user.id, 100),
    countMemberships: () => organisationMembers.countMemberships(user.id, db),
    listMembers: async () => {
      await organisationMembers.listMembers(organisation.id, { after: null, take: 51 });
      await organisationMembers.listMembers(organisation.id, { after: user.id, take: 51 });
    },
    findMember: () => organisationMembers.findMember(organisation.id, user.id),
    findMemberNames: () => organisationMembers.findMemberNames(organisation.id, [user.id, "id"]),
    removeMember: () => organisationMembers.removeMember(organisation.id, "id", db),
  },
  "organisations/invitations": {
    putInvitation: () =>
      invitations.putInvitation(
        {
          secretHash: newEmail(),
          organizationId: organisation.id,
          email: newEmail(),
          role: "member",
          invitedById: user.id,
          expiresAt: soon,
        },
        db,
      ),
    listInvitations: () => invitations.listInvitations(organisation.id, 200),
    countInvitations: () => invitations.countInvitations(organisation.id, db),
    findInvitation: () => invitations.findInvitation(organisation.id, "id"),
    deleteInvitation: () => invitations.deleteInvitation(organisation.id, "id", db),
    findInvitationBySecret: () => invitations.findInvitationBySecret("hash"),
    takeInvitation: () => invitations.takeInvitation("hash", db),
    listInvitationsTo: () => invitations.listInvitationsTo(user.email),
  },
  "live/watched-sessions": { findWatchedSessions: () => watched.findWatchedSessions(["session"]) },
  "session-lookup": { findSessionBySecret: () => lookup.findSessionBySecret("hash") },
  passwords: {
    findPasswordRecord: () => passwords.findPasswordRecord(user.id),
    findPasswordTime: () => passwords.findPasswordTime(user.id),
    setPassword: () => passwords.setPassword(user.id, "hash"),
    deletePassword: () => passwords.deletePassword(user.id, db),
    samplePasswordRecords: () => passwords.samplePasswordRecords(200),
    upgradePassword: () => passwords.upgradePassword(user.id, "hash", "newer"),
  },
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
  "people/invitations": {
    putAccountInvitation: () =>
      accountInvitations.putAccountInvitation(
        { secretHash: newEmail(), email: newEmail(), invitedById: user.id, expiresAt: soon },
        db,
      ),
    listAccountInvitations: async () => {
      await accountInvitations.listAccountInvitations(null, 10);
      await accountInvitations.listAccountInvitations(user.id, 10);
    },
    findAccountInvitation: () => accountInvitations.findAccountInvitation("id"),
    findAccountInvitationBySecret: () => accountInvitations.findAccountInvitationBySecret("hash"),
    findAccountInvitationTo: () => accountInvitations.findAccountInvitationTo(user.email),
    deleteAccountInvitation: async () => {
      const invitation = { secretHash: newEmail(), email: newEmail(), invitedById: null };
      const id = await accountInvitations.putAccountInvitation(
        { ...invitation, expiresAt: soon },
        db,
      );
      await accountInvitations.deleteAccountInvitation(id, db);
    },
    takeAccountInvitation: () => accountInvitations.takeAccountInvitation("hash", user.email, db),
  },
  "people/figures": {
    countEvents: () => figures.countEvents("authn_login_success", long, soon),
    countActive: () => figures.countActive(long),
    countFactors: () => figures.countFactors("user"),
  },
  "people/imports": {
    findKnown: () => imports.findKnown([user.email, newEmail()]),
    findTakenIds: () => imports.findTakenIds([user.id, "id"], db),
    findTakenIdentities: () => imports.findTakenIdentities("github", ["1", "2"], db),
    insertImported: () => imports.insertImported([imported(), imported()], db),
    insertImportedFactors: async () => {
      const row = imported();
      await imports.insertImported([row], db);
      const codes = [{ codeHash: newEmail(), savedAt: null }];
      const factor = { userId: row.id, sealed: "sealed", keyId: "key", confirmedAt: soon, codes };
      await imports.insertImportedFactors([factor], db);
    },
    isImported: () => imports.isImported(user.id, db),
    listWhole: () => imports.listWhole(user.id, 10),
  },
  "people/lists": {
    noteSignIn: () => lists.noteSignIn(user.id, new Date(), db),
    listBySignIn: async () => {
      await lists.listBySignIn({ after: null, take: 26 });
      await lists.listBySignIn({ after: user.id, take: 26 }, { from: long, until: soon });
    },
    listNeverSignedIn: async () => {
      await lists.listNeverSignedIn({ after: null, take: 26 });
      await lists.listNeverSignedIn({ after: user.id, take: 26 });
    },
    listAllBySignIn: () => lists.listAllBySignIn({ after: null, take: 26 }),
    listUsersOf: async () => {
      for (const order of ["newest", "oldest"] as const) {
        await lists.listUsersOf(organisation.id, { after: null, take: 26 }, order);
        await lists.listUsersOf(organisation.id, { after: user.id, take: 26 }, order);
      }
    },
    membersAmong: () => lists.membersAmong(organisation.id, [user.id, "id"]),
    slugsOf: () => lists.slugsOf([organisation.id, "id"]),
    organisationIdOf: () => lists.organisationIdOf("engines"),
  },
  "sign-in/passkey-challenges": {
    createChallenge: () =>
      challenges.createChallenge({ ...ceremony(), challengeHash: newEmail(), expiresAt: soon }),
    takeChallenge: () => challenges.takeChallenge("hash", ceremony()),
    spendChallenge: () =>
      challenges.spendChallenge({ challengeHash: newEmail(), purpose: "spent", expiresAt: soon }),
  },
  "sign-in/passkeys": {
    createPasskey: () => passkeys.createPasskey(passkey(), db),
    listPasskeys: () => passkeys.listPasskeys(user.id),
    countPasskeys: () => passkeys.countPasskeys(user.id),
    findPasskey: () => passkeys.findPasskey("id"),
    hasPasskey: () => passkeys.hasPasskey(user.id, "id", db),
    passkeyExists: () => passkeys.passkeyExists("id"),
    touchPasskey: () =>
      passkeys.touchPasskey(
        { userId: user.id, id: "id" },
        { counter: 1, backupEligible: true, backedUp: true, lastUsedAt: soon },
        db,
      ),
    renamePasskey: () => passkeys.renamePasskey({ userId: user.id, id: "id" }, "Phone", db),
    deletePasskey: () => passkeys.deletePasskey({ userId: user.id, id: "id" }, db),
    deletePasskeys: () => passkeys.deletePasskeys(user.id, db),
    findHandle: () => passkeys.findHandle(user.id),
    keepHandle: () => passkeys.keepHandle(user.id, "handle"),
  },
  "sign-in/impersonations": {
    findImpersonator: () => impersonations.findImpersonator("id"),
    findParent: () =>
      impersonations.findParent({ userId: user.id, sessionId: "id", secretHash: "hash" }, db),
    resumeParent: () =>
      impersonations.resumeParent("id", { secretHash: newEmail(), lastSeenAt: soon }, db),
    deleteParents: async () => {
      await impersonations.deleteParents({ userId: user.id, id: "id" }, db);
      await impersonations.deleteParents({ expiresAt: { lt: long } }, db);
    },
    deleteImpersonations: () => impersonations.deleteImpersonations(user.id, db),
  },
  "sign-in/identities": {
    findIdentityOwner: () => identities.findIdentityOwner(identity),
    createIdentity: () =>
      identities.createIdentity({ ...identity, userId: user.id, email: null }, db),
    listIdentities: () => identities.listIdentities(user.id),
    findIdentity: () => identities.findIdentity(user.id, "id", db),
    deleteIdentity: () => identities.deleteIdentity(user.id, "id", db),
    hasIdentity: () => identities.hasIdentity(user.id, db),
  },
  "sign-in/pending": {
    createPendingSignIn: () =>
      pending.createPendingSignIn(
        {
          secretHash: newEmail(),
          userId: user.id,
          methods: "password",
          remember: false,
          expiresAt: soon,
        },
        db,
      ),
    findPendingSignIn: () => pending.findPendingSignIn("hash"),
    countPendingTry: () => pending.countPendingTry("hash", 5),
    takePendingSignIn: () => pending.takePendingSignIn(user.id, "hash", db),
    deletePendingSignIns: () => pending.deletePendingSignIns(user.id, db),
  },
  "sign-in/mailed": {
    replaceMailSignIns: () =>
      mailed.replaceMailSignIns(
        {
          browserHash: newEmail(),
          userId: user.id,
          codeHash: "code",
          linkHash: newEmail(),
          expiresAt: soon,
        },
        db,
      ),
    findMailSignIn: () => mailed.findMailSignIn("hash"),
    findMailSignInByLink: () => mailed.findMailSignInByLink("hash"),
    takeMailSignIn: () =>
      mailed.takeMailSignIn({ userId: user.id, browserHash: "hash", linkHash: "link" }, db),
    deleteMailSignIns: () => mailed.deleteMailSignIns(user.id, db),
  },
  "sign-in/recovery-codes": {
    hasUnsavedRecoveryCodes: () => recovery.hasUnsavedRecoveryCodes(user.id),
    markRecoveryCodesSaved: () => recovery.markRecoveryCodesSaved(user.id, soon, db),
    countRecoveryCodes: () => recovery.countRecoveryCodes(user.id),
    replaceRecoveryCodes: () => recovery.replaceRecoveryCodes(user.id, [newEmail()], db),
    takeRecoveryCode: () => recovery.takeRecoveryCode(user.id, "hash", db),
  },
  "sign-in/totp": {
    findTotp: () => totp.findTotp(user.id),
    beginTotp: () => totp.beginTotp(user.id, { sealed: "sealed", keyId: "key" }, db),
    acceptTotpStep: () => totp.acceptTotpStep(user.id, 1, { sealed: "sealed" }, db),
    deleteTotp: () => totp.deleteTotp(user.id, db),
    countTotpFailure: () => totp.countTotpFailure(user.id, db),
    forgetTotpFailures: () => totp.forgetTotpFailures(user.id, db),
    findTotpOfOtherKeys: () => totp.findTotpOfOtherKeys("key", { keyId: "", userId: "" }, 10),
    replaceSealedTotp: () =>
      totp.replaceSealedTotp(user.id, "sealed", { sealed: "again", keyId: "key" }),
    sampleSealedTotp: () => totp.sampleSealedTotp(10),
  },
  "sign-in/trusted": {
    trustDevice: async () => {
      const secretHash = newEmail();
      await devices.createDevice({ secretHash, userId: user.id }, db);
      await trusted.trustDevice(
        { deviceHash: secretHash, userId: user.id },
        { ipAddress: null, userAgent: null },
        db,
      );
    },
    findTrusted: () => trusted.findTrusted(user.id, ["hash"], new Date()),
    listTrusted: () => trusted.listTrusted(user.id, new Date()),
    deleteTrusted: () => trusted.deleteTrusted(user.id, "id", db),
    deleteAllTrusted: () => trusted.deleteAllTrusted(user.id, db),
  },
  "sign-in/ways-in": { countWaysIn: () => waysIn.countWaysIn(user.id, ["google"], db) },
  administrators: {
    lockAdmins: () => administrators.lockAdmins(db),
    hasAdmin: async () => [await administrators.hasAdmin(), await administrators.hasAdmin(db)],
    hasOtherAdmin: async () => {
      await administrators.hasOtherAdmin(user.id, { providers: ["google"], mail: false }, db);
      await administrators.hasOtherAdmin(user.id, { providers: [], mail: true }, db);
    },
  },
  "upkeep/sweep": {
    sweep: () =>
      sweep.sweep({
        idleSince: long,
        mailBefore: long,
        eventsBefore: long,
        trustedBefore: new Date(0),
        devicesBefore: long,
        tokensBefore: long,
        apiTokensBefore: long,
      }),
  },
  "upkeep/unconfirmed": {
    findUnconfirmed: () => unconfirmed.findUnconfirmed({ after: user.id, before: soon, take: 10 }),
    isUnconfirmed: () => unconfirmed.isUnconfirmed(user.id, db),
  },
  "upkeep/jobs": {
    findJob: () => jobs.findJob("job"),
    takeJob: async () => {
      await jobs.takeJob("job", null, soon);
      await jobs.takeJob("job", { leaseUntil: soon, lastRunAt: null }, long);
    },
    changeJob: () => jobs.changeJob("job", [long, soon], { leaseUntil: null, lastRunAt: soon }),
  },
  throttle: {
    countAttempt: async () => {
      for (let n = 0; n < 7; n++) await throttle.countAttempt(limit, "key");
    },
    returnAttempt: () => throttle.returnAttempt(limit, "key"),
    forgetAttempts: () => throttle.forgetAttempts(limit, "key"),
  },
  tokens: {
    createToken: () =>
      tokens.createToken(
        {
          secretHash: newEmail(),
          purpose: "verify-email",
          userId: user.id,
          email: user.email,
          expiresAt: soon,
        },
        db,
      ),
    findToken: () => tokens.findToken("hash", "verify-email"),
    hasLiveTokenSince: () => tokens.hasLiveTokenSince(user.id, "verify-email", new Date(), db),
    hasExpired: () => tokens.hasExpired("hash"),
    consumeToken: () => tokens.consumeToken("hash", "verify-email", db),
    replaceTokens: () => tokens.replaceTokens(user.id, "verify-email", db),
    replaceTokensSince: () => tokens.replaceTokensSince(user.id, "verify-email", long, db),
  },
  "whole-user": { findWholeUser: () => whole.findWholeUser(user.id) },
  "user-search": {
    listUsers: async () => {
      for (const order of search.USER_ORDERS) {
        await search.listUsers(first, order);
        await search.listUsers({ ...first, after: user.id }, order);
      }
    },
    countUsers: () => search.countUsers(10),
    countFound: () => search.countFound("ada", 10),
    searchUsers: async () => {
      await search.searchUsers("ada", first);
      await search.searchUsers("ada", { ...first, after: user.id });
    },
  },
  users: {
    findUser: () => users.findUser(user.id),
    findUsers: () => users.findUsers([user.id, "id"]),
    lockUser: () => users.lockUser(user.id, db),
    findUserByEmail: () => users.findUserByEmail(user.email),
    lockUserByEmail: () => users.lockUserByEmail(user.email, db),
    findUserWithPassword: () => users.findUserWithPassword(user.email),
    createUser: () => users.createUser({ name: "Ada", email: newEmail() }),
    replaceSearchKeys: () => users.replaceSearchKeys(user, db),
    findOutdatedKeys: () => users.findOutdatedKeys(10),
    renameUser: () => users.renameUser(user, "Ada Byron", db),
    markEmailVerified: () => users.markEmailVerified(user.id, db),
    changeEmail: () => users.changeEmail(user, newEmail(), db),
    findEmails: () => users.findEmails([user.id, "id"]),
    setReading: () => users.setReading(user.id, { language: "de", timeZone: null }, db),
    setRole: () => users.setRole(user.id, "user", db),
    setSecondFactor: () => users.setSecondFactor(user.id, null, db),
    setDisabled: () => users.setDisabled(user.id, false, db),
    deleteUser: () => users.deleteUser("id", db),
    makeUsable: () => users.makeUsable(user.id, "user", db),
  },
};

beforeAll(async () => {
  if (env.postgres) listenToPostgres();
  user = await users.createUser({ name: "Ada Lovelace", email: newEmail() });
  organisation = await organisations.createOrganisation({ slug: newEmail(), name: "Engines" }, db);
});

/** On SQLite the transaction itself is the lock. */
const SILENT = env.postgres ? [] : ["lockAdmins"];

describe.each(Object.entries(CALLS))("lib/platform/db/tables/%s", (_file, calls) => {
  test.each(Object.entries(calls))("%s scans no table", async (name, call) => {
    const statements = await statementsOf(call);
    expect(statements.length > 0).toBe(!SILENT.includes(name));
    for (const statement of statements) {
      const scans = await fullScans(statement);
      expect({ text: statement.text, scans }).toEqual({ text: statement.text, scans: [] });
    }
  });
});

// PostgreSQL chooses by what its tables hold.
if (!env.postgres) {
  describe("the filter by which the list is read is", () => {
    test.each<[string, events.EventFilter]>([
      ["subjectId", { subjectId: "a", actorId: "a", ipAddress: "a", type: "a", from: long }],
      ["actorId", { actorId: "a", ipAddress: "a", type: "a", until: soon }],
      ["ipAddress", { ipAddress: "a", type: "a", from: long }],
    ])("the narrowest: %s", async (column, filter) => {
      const [statement] = await statementsOf(() =>
        events.listEvents(filter, { before: null, take: 51 }),
      );
      expect(stepsOfSqlite(String(statement?.text))).toEqual([
        expect.stringContaining(`(${column}=? AND id`),
      ]);
    });

    test("the last sign-in, in the order of its index: nothing is sorted", async () => {
      for (const call of [
        () => lists.listBySignIn({ after: user.id, take: 26 }, { from: long }),
        () => lists.listNeverSignedIn({ after: user.id, take: 26 }),
      ]) {
        const texts = (await statementsOf(call)).map(({ text }) => text);
        const steps = texts.filter((text) => text.includes("ORDER BY")).flatMap(stepsOfSqlite);
        expect(steps).toEqual([expect.stringContaining("INDEX User_lastSignInAt_id_idx (")]);
      }
    });

    test("the account, for the days of a chart", async () => {
      const [statement] = await statementsOf(CALLS.events.listEventTimes);
      expect(stepsOfSqlite(String(statement?.text))).toEqual([
        expect.stringContaining("(subjectId=? AND id>?)"),
      ]);
    });
  });
}

test("rows deleted with a user are found by an index", async () => {
  for (const table of [
    "Password",
    "Session",
    "Account",
    "Token",
    "Device",
    "PendingSignIn",
    "Totp",
    "RecoveryCode",
    "Passkey",
    "PasskeyOwner",
    "PasskeyChallenge",
    "SearchKey",
    "Member",
  ]) {
    const text = `SELECT 1 FROM "${table}" WHERE "userId" = 'id'`;
    expect({ table, scans: await fullScans({ text, values: [] }) }).toEqual({ table, scans: [] });
  }
});

test("rows deleted with an administrator's session are found by an index", async () => {
  const text = `SELECT 1 FROM "Session" WHERE "parentId" = 'id'`;
  expect(await fullScans({ text, values: [] })).toEqual([]);
});

test("rows deleted with an organisation or an inviter are found by an index", async () => {
  for (const [table, column] of [
    ["Member", "organizationId"],
    ["Invitation", "organizationId"],
    ["Invitation", "invitedById"],
  ]) {
    const text = `SELECT 1 FROM "${table}" WHERE "${column}" = 'id'`;
    expect({ table, scans: await fullScans({ text, values: [] }) }).toEqual({ table, scans: [] });
  }
});

test("no file of lib/platform/db/tables is left out", () => {
  const files = readdirSync("lib/platform/db/tables", { recursive: true }).map(String);
  const modules = files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3));
  expect(modules.sort()).toEqual([...Object.keys(CALLS), ...ASK_NOTHING].sort());
});

test("a full scan would be noticed", async () => {
  const [statement] = await statementsOf(() => db.user.findFirst({ where: { image: "x" } }));
  expect(statement && (await fullScans(statement))).not.toEqual([]);
});
