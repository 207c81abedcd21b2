/** Browsers in which no second factor is asked for, and codes that were wrong too often. */
export const trusted = {
  trustedBrowsers: {
    trust: {
      one: "Don't ask for a code in this browser for {count} day",
      other: "Don't ask for a code in this browser for {count} days",
    },
    title: "Trusted browsers",
    lead: "Signing in in these browsers takes your password alone. What is sensitive still asks for a code.",
    device: "{browser} on {system}",
    since: "Trusted {since}, until {until}",
    remove: "Ask for a code again",
    removeAll: "Ask for a code in all of them",
  },
  codesStoppedMail: {
    subject: "Codes of your authenticator app are no longer accepted",
    text: "A hundred codes in a row were wrong, so we accept none of your authenticator app any more. Whoever entered them knows your password.",
    closing:
      "To go on, sign in with one of your recovery codes: that makes the app work again. Without one, ask an administrator to remove your second factor. Then set a new password.",
  },
} as const;
