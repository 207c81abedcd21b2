/** The pages on the way in: sign-in, sign-up, a forgotten password, proving who one is. */
export const auth = {
  signIn: {
    title: "Sign in",
    remember: "Keep me signed in on this device",
    submit: "Sign in",
    pending: "Signing in…",
    forgot: "Forgot your password?",
    newHere: "New here?",
    signUp: "Create an account",
  },
  secondFactor: {
    title: "Enter your code",
    lead: "Open your authenticator app and enter the six-digit code it shows for this account.",
    code: "Code",
    hint: "Six digits; a new code appears every 30 seconds.",
    recoveryLead: "Enter one of the recovery codes you saved. Each works once.",
    recoveryCode: "Recovery code",
    recoveryHint: "24 letters and digits; dashes don't matter.",
    useRecovery: "Use a recovery code",
    useApp: "Use your authenticator app",
    submit: "Sign in",
    pending: "Signing in…",
    startAgain: "Start again",
  },
  signUp: {
    title: "Create an account",
    submit: "Create account",
    pending: "Creating account…",
    invited: "You were invited to {organisation} by this address, so it is confirmed already.",
    byInvitation:
      "Accounts are created by invitation only. If you have one, open the link in its email.",
    fixed: "The invitation is for this address.",
    haveAccount: "Have an account?",
    signIn: "Sign in",
  },
  checkMail: {
    title: "Check your email",
    lead: "We sent you an email. Open its link within 24 hours to continue.",
    leadTo: "We sent an email to {email}. Open its link within 24 hours to continue.",
    wrongAddress: "Wrong address? Start again.",
    noServer:
      "No mail server is set up. The email was written to {folder} on the server, and its link was printed on the terminal.",
    hint: "Nothing after a few minutes? Check your spam folder, or send the link again.",
    submit: "Send the link again",
    alreadyConfirmed: "Already confirmed?",
    signIn: "Sign in",
  },
  forgotPassword: {
    title: "Forgot your password?",
    lead: "Enter your email address and we'll send you a link to set a new password.",
    submit: "Send the link",
    pending: "Sending…",
    remembered: "Remembered it?",
    signIn: "Sign in",
  },
  resetPassword: {
    title: "Set a new password",
    code: "Code",
    codeHint: "From your authenticator app, or one of your recovery codes.",
    submit: "Set password",
    pending: "Saving…",
  },
  firstAdmin: {
    title: "First administrator",
    lead: "Makes {email} the administrator of this app.",
    without: "Restart the app to print a new link, as long as there is no administrator.",
    submit: "Become the administrator",
    pending: "One moment…",
  },
  reauthenticate: {
    title: "Confirm it's you",
    lead: "To continue, enter the password for {email}.",
    submit: "Confirm",
    pending: "Confirming…",
    noPassword: "To continue, confirm that you are {email}. This account has no password yet.",
    signInAgain: "Sign out and back in the way you usually do.",
    setPassword: "Or set a password using a link we email you.",
    sendLink: "Email me a link",
  },
  /** The pages that mailed links open. */
  link: {
    pending: "One moment…",
    signIn: "Sign in",
    home: "Go to your dashboard",
    signedInAs: "You're still signed in as {email} in this browser.",

    // Why a link does not work.
    missing: "To continue, open the link in the email we sent you.",
    incomplete: "This link is incomplete. Copy all of it from the email, up to its last character.",
    used: "This link has already been used. Each link works once.",
    expired: "This link has expired.",
    replaced:
      "This link no longer works: we've sent you a newer one, or your account has changed since.",
    disabled: "This account is disabled, so its links don't work.",
    taken: "This address belongs to another account by now.",
    unknown:
      "This link doesn't work. It may be from an old email, or have been damaged on the way.",
    done: "This link has already done what it's for.",

    verifyTitle: "Confirm your email address",
    verifyLead: "One click confirms {email}. Then you can sign in.",
    verifySubmit: "Confirm email address",
    verifyDone: "{email} is confirmed. You can sign in now.",
    verifyDoneAlready: "{email} is already confirmed. You can sign in.",
    verifyAgain: "Send a new link",

    confirmTitle: "Confirm your new email address",
    confirmLead:
      "The account of {account} will use {email} from now on. You'll sign in with it, and be signed out everywhere.",
    confirmSubmit: "Use this address",
    confirmSignIn:
      "This link gives the address {email} to the account of {account}. Sign in to that account to confirm it. If it isn't yours, close this page: nothing changes.",
    confirmAnother:
      "This link gives the address {email} to the account of {account}, but you're signed in as {viewer}. Nothing has changed. If both accounts are yours, sign out and open the link again.",
    confirmDone:
      "Your account now uses {email}, and every device was signed out. Sign in with the new address.",
    confirmDoneAlready: "Your account already uses {email}.",
    confirmAgain: "Ask for the change again",

    undoTitle: "Undo the email change",
    undoLead:
      "We'll give the account back its address {email}, sign out every device and email you a link to set a new password.",
    undoSubmit: "Undo the change",
    undoDone:
      "Your account is back at {email}, and every device was signed out. We've sent you a link to set a new password.",
    undoDoneAlready: "The change is already undone: your account is at {email}.",
    undoAgain: "Get a link for a new password",

    resetLead: "For {email}. You'll be signed out everywhere, then sign in with the new password.",
    resetDone: "The password of {email} is set, and every device was signed out.",
    resetDoneAlready: "This link has already been used: the password of {email} was set with it.",
    resetAgain: "Get a new link",
  },
} as const;
