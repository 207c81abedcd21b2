/** Signing up through a provider that has confirmed no address: the pages that ask for one, and the mail. */
export const signUpAddress = {
  signUpAddress: {
    title: "Your email address",
    lead: "{provider} didn't give us an email address that it has confirmed. Enter yours, and we'll send you a link that creates your account.",
    submit: "Send the link",
    pending: "Sending…",
    haveAccount: "I already have an account",
    sentTitle: "Check your email",
    sentLead:
      "We sent a link to {email}. Open it in this browser within an hour: it creates your account.",
    again: "Send it again",
    otherAddress: "Use another address",
    nothing:
      "That took too long, or began in another browser. Please start again with your provider.",
    startAgain: "Start again",
    linkTitle: "Create your account",
    linkLead:
      "Your account will have the address {email}, and you'll sign in to it with {provider}.",
    linkSubmit: "Create account",
    linkPending: "Creating…",
    dead: "This link works once, for an hour, and only in the browser in which you started with your provider. Open it there, or start again.",
  },
  confirmAddressMail: {
    subject: "Confirm your email address",
    text: "Someone, probably you, is creating an account with {provider} and entered this address. To finish, open the link in the browser in which you started.",
    action: "Create account",
    closing:
      "The link works once, for an hour, in that browser only. If you didn't ask for this, you can ignore this email: no account is created.",
  },
} as const;
