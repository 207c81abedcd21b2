/** What a form is answered with that cannot be done as it was sent. */
export const guard = {
  otherAccount: {
    refused: "You are signed in as {name} ({email}) in this browser now. Nothing was changed.",
    title: "You're signed in with another account",
    lead: "The page you used was opened for another account. In this browser you are now signed in as {name} ({email}). Nothing was changed.",
    goOn: "Continue as {name}",
  },
  interrupted: {
    signIn: "You were signed out. Sign in to continue: nothing has been changed yet.",
    proof: "Nothing has been changed yet. Confirm it's you to continue.",
    factor: "Nothing has been changed yet. Set up two-factor authentication first.",
    afterSignIn:
      "You were signed out before this was done. Nothing has been changed yet: check it, then press the button again.",
    afterProof:
      "Thank you for confirming. Nothing has been changed yet: press the button again to do it.",
    afterFactor:
      "Two-factor authentication had to be set up first. Nothing has been changed yet: check it, then press the button again.",
  },
} as const;
