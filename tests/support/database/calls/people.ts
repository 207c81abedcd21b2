import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import * as administrators from "@/lib/platform/db/tables/administrators";
import * as adapter from "@/lib/platform/db/tables/next-auth-adapter";
import * as figures from "@/lib/platform/db/tables/people/figures";
import * as imports from "@/lib/platform/db/tables/people/imports";
import * as accountInvitations from "@/lib/platform/db/tables/people/invitations";
import * as lists from "@/lib/platform/db/tables/people/user-lists";
import * as search from "@/lib/platform/db/tables/user-search";
import * as users from "@/lib/platform/db/tables/users";
import * as whole from "@/lib/platform/db/tables/whole-user";
import { newEmail } from "@/tests/support/people/accounts";
import { type Calls, first, long, organisation, soon, user } from "./rows";

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

/** Calls of the tables of people and of lists of them. */
export const peopleCalls: {
  "people/invitations": Calls<typeof accountInvitations>;
  "people/figures": Calls<typeof figures>;
  "people/imports": Calls<typeof imports>;
  "people/user-lists": Calls<typeof lists>;
  users: Calls<typeof users>;
  "user-search": Calls<typeof search>;
  "whole-user": Calls<typeof whole>;
  administrators: Calls<typeof administrators>;
  "next-auth-adapter": { prismaAdapter: () => unknown };
} = {
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
  "people/user-lists": {
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
    setPreferences: () => users.setPreferences(user.id, { language: "de", timeZone: null }, db),
    setRole: () => users.setRole(user.id, "user", db),
    setSecondFactor: () => users.setSecondFactor(user.id, null, db),
    setDisabled: () => users.setDisabled(user.id, false, db),
    deleteUser: () => users.deleteUser("id", db),
    makeUsable: () => users.makeUsable(user.id, "user", db),
  },
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
  "whole-user": { findWholeUser: () => whole.findWholeUser(user.id) },
  administrators: {
    lockAdmins: () => administrators.lockAdmins(db),
    hasAdmin: async () => [await administrators.hasAdmin(), await administrators.hasAdmin(db)],
    hasOtherAdmin: async () => {
      await administrators.hasOtherAdmin(user.id, { providers: ["google"], mail: false }, db);
      await administrators.hasOtherAdmin(user.id, { providers: [], mail: true }, db);
    },
  },
  // All of it that next-auth is let use; see lib/web/session/adapter.ts.
  "next-auth-adapter": { prismaAdapter: () => adapter.prismaAdapter.getUser?.(user.id) },
};
