/** Every mail, and what stands in all of them. */
export const mails = {
  mail: {
    greeting: "Hello,",
    greetingByName: "Hello {name},",
    buttonFallback: "If the button doesn't work, open this address: {link}",
    wasNotMe: "This wasn't me",
    unknownBrowser: "unknown browser",
    unknownSystem: "unknown system",
    browserOnSystem: "{browser} on {system}",
    time: "Time",
    browser: "Browser",
    ipAddress: "IP address",
  },
  verifyEmailMail: {
    subject: "Confirm your email address",
    text: "Confirm your email address to finish creating your account.",
    action: "Confirm email address",
    closing:
      "The link works once, for 24 hours. If you didn't ask for an account, you can ignore this email: no account will be created.",
  },
  accountExistsMail: {
    subject: "You already have an account",
    text: "Someone, probably you, tried to create an account with this email address. You already have one, so nothing has changed.",
    action: "Sign in",
    closing: "If this wasn't you, you can ignore this email: your account is unchanged.",
  },
  addressTakenMail: {
    subject: "Someone tried to use your email address",
    text: "Someone wanted to use this email address for another account. It already belongs to yours, so nothing has changed.",
    closing:
      "If that was you: sign in with this address, or delete this account before you use its address for another one. If not, you can ignore this email.",
  },
  resetPasswordMail: {
    subject: "Set a new password",
    text: "Someone, probably you, asked to set a new password for your account.",
    action: "Set a new password",
    closing:
      "The link works once, for an hour. If you didn't ask for it, you can ignore this email: your password stays the same.",
  },
  newPasswordRequiredMail: {
    subject: "Your account needs a new password",
    text: "An administrator has asked you to set a new password. Your old one no longer works, and you have been signed out everywhere.",
    action: "Set a new password",
    closing:
      "The link works once, for an hour. If it has expired, use “Forgot your password?” on the sign-in page.",
  },
  passwordChangedMail: {
    subject: "Your password was changed",
    text: "The password of your account was just changed, and other devices were signed out.",
    closing: "If this was you, you can ignore this email. If not, set a new password now.",
  },
  newDeviceMail: {
    subject: "New sign-in to your account",
    text: "Someone just signed in to your account in a browser we haven't seen before.",
    closing:
      "If this was you, you can ignore this email. If not, set a new password now: that signs out every device.",
  },
  changeEmailMail: {
    subject: "Confirm your new email address",
    text: "Someone signed in to the account of {account} wants to use this email address for it from now on. If that was you, confirm it in a browser where you are signed in to that account.",
    action: "Use this address",
    closing:
      "The link works once, for an hour. If this isn't your account, ignore this email: without you, nothing changes.",
  },
  emailChangedMail: {
    subject: "Your email address was changed",
    text: "Your account now uses {email} instead of this address.",
    action: "Undo the change",
    closing:
      "If this was you, you can ignore this email. If not, the link restores this address, signs out every device and sends you a link to set a new password. It works for seven days.",
  },
  emailRestoredMail: {
    subject: "Your email change was undone",
    text: "Your account is back at the address it had before this one, using the undo link we sent there. Every device was signed out.",
    closing:
      "If this was you, you can ignore this email. If not, someone else can read the email of your earlier address: secure that mailbox first.",
  },
  secondFactorOnMail: {
    subject: "Two-factor authentication is on",
    text: "Signing in to your account now also requires a code from your authenticator app. Other devices were signed out.",
    closing:
      "If this was you, you can ignore this email. If not, set a new password now and ask an administrator for help.",
  },
  secondFactorOffMail: {
    subject: "Two-factor authentication was turned off",
    text: "Signing in to your account no longer requires a code. The authenticator app and the recovery codes were removed, and other devices were signed out.",
    closing: "If this was you, you can ignore this email. If not, set a new password now.",
  },
  recoveryCodesReplacedMail: {
    subject: "Your recovery codes were replaced",
    text: "Your account has new recovery codes. The old ones no longer work, and other devices were signed out.",
    closing: "If this was you, you can ignore this email. If not, set a new password now.",
  },
  recoveryCodeUsedMail: {
    subject: "A recovery code was used",
    text: "Someone used a recovery code of your account. Unused codes left: {left}.",
    closing:
      "If this was you, make new codes before the last one is gone. If not, set a new password now.",
  },
  wrongCodeMail: {
    subject: "Someone knows your password",
    text: "Someone signed in with your password, but their code was wrong, so they were not let in.",
    closing: "If you mistyped the code, you can ignore this email. If not, set a new password now.",
  },
  accountDeletedMail: {
    subject: "Your account was deleted",
    text: "Your account and everything in it were deleted, as you asked.",
    closing: "Thanks for using {app}.",
  },
} as const;
