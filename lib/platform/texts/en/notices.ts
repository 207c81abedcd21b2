/** What a form or a call did: shown once on the page that comes next, and answered as `message`. */
export const notices = {
  notices: {
    checkMail: "Check your email.",
    saved: "Saved.",
    nameSaved: "Your name was saved.",
    languageSaved: "Language and time zone were saved.",
    passwordChanged: "Your password was changed, and every other device was signed out.",
    passwordSet: "Your new password is set, and every device was signed out. Sign in with it now.",
    confirmed: "Confirmed.",
    recoveryCodesSaved: "Good. Keep your recovery codes in a safe place.",
    secondFactorOff:
      "Two-factor authentication was turned off, and every other device was signed out.",
    secondFactorRemoved: "Two-factor authentication was removed.",
    emailChangeSent: "We sent a link to the new address. Nothing changes until you open it.",
    emailChanged: "Your email address was changed. Sign in with the new address.",
    emailRestored:
      "Your email change was undone, and every device was signed out. We sent you a link to set a new password.",
    emailConfirmed: "Your email address is confirmed. You can sign in now.",
    verificationSent: "If that address still needs confirming, we sent a new link.",
    signInMailSent:
      "If that address can sign in by email, we sent it a code. It works for ten minutes.",
    resetSent: "If that address has an account, we sent it a link. It works for an hour.",
    browserDistrusted: "Signing in there asks for a code again.",
    sessionEnded: "That device was signed out.",
    otherSessionsEnded: "You were signed out everywhere else.",
    accountSignedOut: "The account was signed out everywhere.",
    verificationSentAgain: "We sent a new confirmation link.",
    newPasswordRequired: "The password was removed, and we sent a link to set a new one.",
    mailSentAgain: "The email is being sent again.",
    invitationSent: "The invitation is on its way.",
    invitationWithdrawn: "The invitation was withdrawn.",
    invitationAccepted: "Welcome. You belong to this organisation now.",
    organisationDeleted: "The organisation was deleted.",
    membershipEnded: "The membership has ended.",
    firstAdmin: "You are now an administrator.",
  },
} as const;
