/** What is said where an administrator acts for the owner of an account. */
export const impersonation = {
  /** The page that asks before, and why it is refused. */
  impersonation: {
    title: "Their view",
    text: "See the app as they see it, for an hour at most. They are notified.",
    link: "Act as this person",
    question: "Act as {name}?",
    follows: "What happens",
    told: "They get an email with your name, the reason and until when it lasts. It stays in their security events, and in the audit trail.",
    reads:
      "You see what they see. You can't change anything: no password, no address, no session, no role, nothing in their name.",
    ends: "It ends after an hour, or as soon as you stop. They can end it themselves, by signing out that session.",
    reason: "Reason",
    reasonHint: "They read it. For example: your question of Tuesday, about the invoice.",
    reasonMissing: "Enter the reason.",
    cancel: "Cancel",
    notOneself: "This is your own account.",
    notRights: "You can only act as someone without rights beyond their own account.",
    notUnverified: "Nobody has confirmed the email address of this account yet.",
  },
  /** On every page of such a session. */
  actingBanner: {
    label: "Acting as someone else",
    acting: "You are acting as {name}, until {until}.",
    recorded: "You can look, but not change anything. All of it is recorded under your name.",
    stop: "Stop",
  },
  impersonationMail: {
    subject: "An administrator is looking at your account",
    text: "{by} has opened your account as an administrator, to see what you see. It lasts until {until} at most. Nothing can be changed in your name during that time.",
    reason: "Reason",
    action: "See your sessions",
    closing:
      "You can end it at any time: sign out the administrator's session in your settings. If the reason makes no sense to you, ask the people who run this service.",
  },
} as const;
