/** What stands on the pages of invitations, and in their mail. */
export const invitations = {
  organisationInvitations: {
    title: "Invite someone",
    lead: {
      one: "We send a link by email, which works for {count} day. Whoever opens it joins {name} once they are signed in with that address.",
      other:
        "We send a link by email, which works for {count} days. Whoever opens it joins {name} once they are signed in with that address.",
    },
    role: "Role",
    roleChoice: "{role} – {text}",
    send: "Send invitation",
    sending: "Sending…",
    waiting: "Waiting for an answer",
    caption: "Invitations that wait for an answer",
    none: "No invitations are waiting",
    noneText: "Those you send are listed until they're accepted, withdrawn or expired.",
    email: "Email address",
    until: "Works until",
    expired: "Expired",
    actions: "Change",
    again: "Send again",
    againTo: "Send the invitation of {email} again",
    withdraw: "Withdraw",
    withdrawFrom: "Withdraw the invitation of {email}",
  },
  invitationLink: {
    title: "Invitation",
    heading: "Join {organisation}",
    lead: "{invitedBy} invites you to {organisation}. Your role there: {role}.",
    accept: "Accept the invitation",
    pending: "One moment…",
    alreadyMember: "You already belong to {organisation}.",
    open: "Open {organisation}",
    other:
      "This invitation is for {email}, but you're signed in as {viewer}. Nothing has changed. If both addresses are yours, sign out and continue with {email}.",
    signInFirst: "Sign in with {email} to accept. You will come back to this page.",
    signIn: "Sign in",
    signUpFirst: "To accept, create an account with {email}. You need to confirm nothing else.",
    signUp: "Create an account",
    noSignUp:
      "To accept, you need an account with {email}, and accounts are created by an administrator here. Ask {invitedBy} to have one created for you, then open this link again.",
    addressFixed: "This invitation is for another address.",
    hasAccount: "This address has an account. Sign in with it, and open the invitation again.",

    // Why a link does not work.
    missing: "To continue, open the link in the email with the invitation.",
    incomplete: "This link is incomplete. Copy all of it from the email, up to its last character.",
    expired: "This invitation has expired. Ask the person who invited you for another one.",
    unknown:
      "This invitation doesn't work. It was accepted, withdrawn or replaced by a newer one: look for a later email.",
    toList: "See your organisations",
    inviterGone:
      "The person who invited you can no longer invite people to this organisation. Ask another member for an invitation.",
  },
  invitationMail: {
    subject: "Invitation to {organisation}",
    text: "{name} ({email}) invites you to join {organisation}, as {role}.",
    action: "See the invitation",
    closing:
      "The link works once, for seven days, and for this email address only. If you don't know what this is about, you can ignore this email: nothing happens.",
  },
} as const;
