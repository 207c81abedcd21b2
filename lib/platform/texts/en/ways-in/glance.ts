/** Account security at a glance. */
export const glance = {
  glance: {
    password: "Your password protects this account.",
    passwordAndFactor: "Your password and a second factor protect this account.",
    factor: "A second factor protects this account; it has no password.",
    link: "This account has no password: anyone who reads your email can sign in.",
    nothing: "There is nothing to improve.",
    confirmEmail: "Your email address isn't confirmed, so it can't help you back in.",
    confirmEmailAction: "Send the link again",
    turnOnFactor: "With a second factor, a stolen password or mailbox isn't enough to get in.",
    turnOnFactorAction: "Turn on two-factor authentication",
    onePasskey:
      "One passkey is your only second factor, and you have no recovery codes: without it you couldn't get in.",
    onePasskeyAction: "Add another one, or make recovery codes",
    newCodes: "You have used up your recovery codes: without your phone you couldn't get in.",
    newCodesAction: "Make new recovery codes",
    moreCodes: "You have few recovery codes left.",
    moreCodesAction: "Make new recovery codes",
    saveCodes: "You haven't confirmed that you saved your recovery codes.",
    saveCodesAction: "Look after your recovery codes",
  },
} as const;
