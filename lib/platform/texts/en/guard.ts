/** What a form is answered with that cannot be done as it was sent. */
export const guard = {
  otherAccount: {
    refused: "You are signed in as {name} ({email}) in this browser now. Nothing was changed.",
    title: "You're signed in with another account",
    lead: "The page you used was opened for another account. In this browser you are now signed in as {name} ({email}). Nothing was changed.",
    goOn: "Continue as {name}",
  },
} as const;
