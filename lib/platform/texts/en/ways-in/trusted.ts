/** Browsers in which no second factor is asked for, and codes that were wrong too often. */
export const trusted = {
  trustedBrowsers: {
    trust: {
      one: "Don't ask for a code in this browser for {count} day",
      other: "Don't ask for a code in this browser for {count} days",
    },
    title: "Trusted browsers",
    lead: "In these browsers, you sign in with your password alone. Sensitive changes still ask for a code.",
    device: "{browser} on {system}",
    since: "Trusted {since}, until {until}",
    remove: "Ask for a code again",
    removeAll: "Ask for a code in all of them",
  },
  codesStoppedMail: {
    subject: "Codes from your authenticator app are no longer accepted",
    text: "A hundred codes in a row were wrong, so codes from your authenticator app are no longer accepted. Whoever entered them knows your password.",
    closing:
      "To continue, sign in with one of your recovery codes: that makes the app work again. Without one, ask an administrator to remove your second factor. Then set a new password.",
  },
} as const;
