import { db } from "@/lib/platform/db/client";
import * as devices from "@/lib/platform/db/tables/devices";
import * as passwords from "@/lib/platform/db/tables/passwords";
import * as identities from "@/lib/platform/db/tables/sign-in/identities";
import * as impersonations from "@/lib/platform/db/tables/sign-in/impersonations";
import * as mailed from "@/lib/platform/db/tables/sign-in/mail-sign-ins";
import * as challenges from "@/lib/platform/db/tables/sign-in/passkey-challenges";
import * as passkeys from "@/lib/platform/db/tables/sign-in/passkeys";
import * as pending from "@/lib/platform/db/tables/sign-in/pending-sign-ins";
import * as recovery from "@/lib/platform/db/tables/sign-in/recovery-codes";
import * as totp from "@/lib/platform/db/tables/sign-in/totp";
import * as trusted from "@/lib/platform/db/tables/sign-in/trusted-browsers";
import * as waysIn from "@/lib/platform/db/tables/sign-in/ways-in";
import * as tokens from "@/lib/platform/db/tables/tokens";
import { newEmail } from "@/tests/support/people/accounts";
import { type Calls, long, soon, user } from "./rows";

const identity = { provider: "https://provider.example", subject: "ada" };

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

/** Calls of the tables that people sign in with. */
export const signInCalls: {
  "sign-in/passkey-challenges": Calls<typeof challenges>;
  "sign-in/passkeys": Calls<typeof passkeys>;
  "sign-in/impersonations": Calls<typeof impersonations>;
  "sign-in/identities": Calls<typeof identities>;
  "sign-in/pending-sign-ins": Calls<typeof pending>;
  "sign-in/mail-sign-ins": Calls<typeof mailed>;
  "sign-in/recovery-codes": Calls<typeof recovery>;
  "sign-in/totp": Calls<typeof totp>;
  "sign-in/trusted-browsers": Calls<typeof trusted>;
  "sign-in/ways-in": Calls<typeof waysIn>;
  devices: Calls<typeof devices>;
  passwords: Calls<typeof passwords>;
  tokens: Calls<typeof tokens>;
} = {
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
  "sign-in/pending-sign-ins": {
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
  "sign-in/mail-sign-ins": {
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
  "sign-in/trusted-browsers": {
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
  devices: {
    findDevices: () => devices.findDevices(["hash", "other"], db),
    findDeviceOf: () => devices.findDeviceOf(["hash", "other"], user.email),
    touchDevice: () => devices.touchDevice({ secretHash: "hash", userId: user.id }, db),
    createDevice: () => devices.createDevice({ secretHash: newEmail(), userId: user.id }, db),
    listDevices: () => devices.listDevices(user.id, 20, db),
    deleteSurplusDevices: () => devices.deleteSurplusDevices(user.id, 1, db),
    deleteDevices: () => devices.deleteDevices(user.id, db),
  },
  passwords: {
    findPasswordRecord: () => passwords.findPasswordRecord(user.id),
    findPasswordTime: () => passwords.findPasswordTime(user.id),
    setPassword: () => passwords.setPassword(user.id, "hash"),
    deletePassword: () => passwords.deletePassword(user.id, db),
    samplePasswordRecords: () => passwords.samplePasswordRecords(200),
    upgradePassword: () => passwords.upgradePassword(user.id, "hash", "newer"),
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
};
