/** Every mail, and what stands in all of them. */
export const mails = {
  mail: {
    greeting: "Hello,",
    greetingByName: "Hello {name},",
    buttonFallback: "If the button doesn't work, open this address: {link}",
    wasNotMe: "This wasn't me",
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
    text: "Someone just signed in to your account with {browser} on {system}. We haven't seen this browser before.",
    unknownBrowser: "an unknown browser",
    unknownSystem: "an unknown system",
    textWithAddress:
      "Someone just signed in to your account with {browser} on {system} from the IP address {ipAddress}. We haven't seen this browser before.",
    closing:
      "If this was you, you can ignore this email. If not, set a new password now: that signs out every device.",
  },
  changeEmailMail: {
    subject: "Confirm your new email address",
    text: "Confirm that you want to use this email address for your account from now on.",
    action: "Use this address",
    closing:
      "The link works once, for an hour. If you didn't ask for it, you can ignore this email.",
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
  accountDeletedMail: {
    subject: "Your account was deleted",
    text: "Your account and everything in it were deleted, as you asked.",
    closing: "Thanks for using {app}.",
  },
} as const;
