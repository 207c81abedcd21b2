// npm run mail:preview: writes every mail in every language to .data/mail-preview, as HTML and as text,
// for looking at them. Nothing is sent.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LANGUAGE_CODES, type Language } from "@/lib/platform/config/languages";
import type { Message } from "@/lib/platform/mail/message";
import { accountDeletedMail } from "@/lib/platform/mail/templates/account-deleted";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { addressTakenMail } from "@/lib/platform/mail/templates/address-taken";
import { changeEmailMail } from "@/lib/platform/mail/templates/change-email";
import { emailChangedMail } from "@/lib/platform/mail/templates/email-changed";
import { emailRestoredMail } from "@/lib/platform/mail/templates/email-restored";
import { newDeviceMail } from "@/lib/platform/mail/templates/new-device";
import { newPasswordRequiredMail } from "@/lib/platform/mail/templates/new-password-required";
import { invitationMail } from "@/lib/platform/mail/templates/organisations/invitation";
import { passwordChangedMail } from "@/lib/platform/mail/templates/password-changed";
import { accountInvitationMail } from "@/lib/platform/mail/templates/people/account-invitation";
import { accountMadeMail } from "@/lib/platform/mail/templates/people/account-made";
import { impersonationMail } from "@/lib/platform/mail/templates/people/impersonation";
import {
  apiTokenCreatedMail,
  apiTokenExpiringMail,
} from "@/lib/platform/mail/templates/programs/api-token";
import { resetPasswordMail } from "@/lib/platform/mail/templates/reset-password";
import {
  codesStoppedMail,
  recoveryCodesReplacedMail,
  recoveryCodeUsedMail,
  secondFactorOffMail,
  secondFactorOnMail,
  wrongCodeMail,
} from "@/lib/platform/mail/templates/second-factor";
import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import {
  authenticatorRemovedMail,
  factorsRemovedMail,
  passkeyAddedMail,
  passkeyRemovedMail,
  passkeysRemovedMail,
  passwordRemovedMail,
} from "@/lib/platform/mail/templates/ways-in/passkeys";
import {
  confirmAddressMail,
  providerConnectedMail,
  providerDisconnectedMail,
} from "@/lib/platform/mail/templates/ways-in/provider";
import {
  signInAfterFailuresMail,
  signInMail,
  signInWithPasswordMail,
} from "@/lib/platform/mail/templates/ways-in/sign-in";
import type { Recipient } from "@/lib/platform/mail/templates/write";
import { withReader } from "@/lib/platform/texts/reader";

const FOLDER = path.resolve(process.env.DATA_DIR || ".data", "mail-preview");
/** As long as the secret of a real link, which works nowhere. */
const SECRET = "preview".padEnd(43, "x");

const TOKEN = { name: "Backup", lastFour: "4d2f", expiresAt: new Date() };

const recipient = (language: Language): Recipient => ({
  name: "Ada Lovelace",
  email: "ada@example.com",
  emailVerified: new Date(),
  language,
  timeZone: null,
});

const mails: Record<string, (to: Recipient) => Message> = {
  "account-deleted": accountDeletedMail,
  "account-exists": accountExistsMail,
  "account-invitation": (to) => accountInvitationMail(to.email, "Grace Hopper", SECRET, 7),
  "account-made": (to) => accountMadeMail(to, SECRET, 7),
  "address-taken": addressTakenMail,
  "change-email": (to) => changeEmailMail(to, "ada@example.org", SECRET),
  "codes-stopped": codesStoppedMail,
  "email-changed": (to) => emailChangedMail(to, "ada@example.org", SECRET),
  "email-restored": emailRestoredMail,
  "api-token-created": (to) => apiTokenCreatedMail(to, TOKEN),
  "api-token-expiring": (to) => apiTokenExpiringMail(to, TOKEN),
  impersonation: (to) =>
    impersonationMail(to, {
      by: "Grace Hopper",
      reason: "Your question of Tuesday, about the invoice",
      until: new Date(),
    }),
  invitation: (to) =>
    invitationMail(to, {
      organisation: "Analytical Engines",
      role: "member",
      by: { name: "Charles Babbage", email: "charles@example.com" },
      secret: SECRET,
    }),
  "new-device": newDeviceMail,
  "new-password-required": (to) => newPasswordRequiredMail(to, SECRET),
  "password-changed": passwordChangedMail,
  "provider-connected": (to) =>
    providerConnectedMail(to, { provider: "GitHub", address: "ada@example.org" }),
  "provider-disconnected": (to) => providerDisconnectedMail(to, { provider: "GitHub" }),
  "reset-password": (to) => resetPasswordMail(to, SECRET),
  "recovery-code-used": (to) => recoveryCodeUsedMail(to, 3),
  "recovery-codes-replaced": recoveryCodesReplacedMail,
  "second-factor-off": secondFactorOffMail,
  "authenticator-removed": authenticatorRemovedMail,
  "factors-removed": factorsRemovedMail,
  "password-removed": passwordRemovedMail,
  "passkey-added": (to) => passkeyAddedMail(to, "Firefox, macOS"),
  "passkeys-removed": (to) => passkeysRemovedMail(to, 2),
  "passkey-removed": (to) => passkeyRemovedMail(to, "Firefox, macOS"),
  "second-factor-on": secondFactorOnMail,
  "sign-in-after-failures": (to) => signInAfterFailuresMail(to, 3),
  "confirm-address": ({ email }) =>
    confirmAddressMail(email, { provider: "Example", secret: SECRET, worksMs: 3_600_000 }),
  "sign-in": (to) => signInMail(to, { code: "042817", secret: SECRET, worksMs: 600_000 }),
  "sign-in-with-password": signInWithPasswordMail,
  "verify-email": (to) => verifyEmailMail({ ...to, emailVerified: null }, SECRET),
  "wrong-code": wrongCodeMail,
};

mkdirSync(FOLDER, { recursive: true });
for (const language of LANGUAGE_CODES) {
  for (const [name, mail] of Object.entries(mails)) {
    // Mails to people without an account are written for the reader of the request that caused them.
    const reader = () => ({ language, timeZone: null });
    const { subject, html, text } = withReader(reader, () => mail(recipient(language)));
    writeFileSync(path.join(FOLDER, `${name}.${language}.html`), html);
    writeFileSync(path.join(FOLDER, `${name}.${language}.txt`), `${subject}\n\n${text}`);
  }
}
process.stdout.write(`${FOLDER}\n`);
