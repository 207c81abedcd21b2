/** Signing in by a code that is mailed. */
export const mail = {
  mailSignIn: {
    title: "Sign in by email",
    lead: "Enter your email address and we'll send you a code. It works for accounts without a password.",
    submit: "Send the code",
    pending: "Sending…",
    otherWay: "Sign in with a password",
    codeTitle: "Enter the code",
    codeLead:
      "If {email} can sign in by email, we sent a code there. It works for ten minutes, in this browser only.",
    code: "Code",
    codeHint: "Six digits, from the email.",
    codeSubmit: "Sign in",
    codePending: "Signing in…",
    again: "Send a new code",
    otherAddress: "Use another address",
    linkTitle: "Sign in",
    linkLead: "You asked to sign in as {email} in this browser. One click signs you in.",
    linkSubmit: "Sign in",
    elsewhereTitle: "Your code",
    elsewhereLead:
      "This isn't the browser in which you asked to sign in. Type this code there, where you asked for it:",
    elsewhereWarning:
      "Didn't ask to sign in? Then someone else did. Don't give the code to anyone, and close this page.",
    dead: "This link no longer works. It was used, a newer one was sent, or ten minutes have passed.",
    startAgain: "Ask for a new code",
    offer: "Sign in by email",
  },
  signInMail: {
    subject: "Your code to sign in",
    text: "Your code is {code}. Enter it in the browser in which you asked to sign in.",
    action: "Sign in",
    closing:
      "Code and link work once, for ten minutes. If you didn't ask for them, ignore this email, and don't give the code to anyone.",
  },
  signInAfterFailuresMail: {
    subject: "A sign-in after wrong passwords",
    text: "Someone entered the right password of your account after {wrong} wrong ones.",
    closing: "If this was you, you can ignore this email. If not, set a new password now.",
  },
  signInWithPasswordMail: {
    subject: "Sign in with your password",
    text: "Someone, probably you, asked to sign in by email. Your account has a password: sign in with that.",
    action: "Sign in",
    closing:
      "If you have forgotten it, use “Forgot your password?” on the sign-in page. If you didn't ask, you can ignore this email.",
  },
} as const;
