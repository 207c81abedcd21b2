/** What stands in mails to people who were brought in by others. */
export const peopleMails = {
  accountMadeMail: {
    subject: "Your account at {app}",
    text: "An account at {app} has been created for you. Choose a password, and you can sign in with this email address.",
    action: "Choose a password",
    closing: {
      one: "The link works once, for {count} day. If it has expired, use “Forgot your password?” on the sign-in page. If you didn't expect this, you can ignore this email.",
      other:
        "The link works once, for {count} days. If it has expired, use “Forgot your password?” on the sign-in page. If you didn't expect this, you can ignore this email.",
    },
  },
  accountInvitationMail: {
    subject: "An invitation to {app}",
    text: "You are invited to create an account at {app}, with this email address.",
    textBy: "{by} invites you to create an account at {app}, with this email address.",
    action: "Open the invitation",
    closing: {
      one: "The link works once, for {count} day. If you didn't expect this, you can ignore this email: no account is created.",
      other:
        "The link works once, for {count} days. If you didn't expect this, you can ignore this email: no account is created.",
    },
  },
} as const;
