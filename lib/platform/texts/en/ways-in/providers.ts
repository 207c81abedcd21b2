/** Sign-in with other providers: their buttons, what went wrong, the connections page, the mails. */
export const providers = {
  providers: {
    or: "or",
    continueWith: "Continue with {provider}",
    confirmWith: "Confirm with {provider}",
    wayInPath: "On to {provider}",
    goOn: "Continue to {provider}",
    startAgain: "That took too long, or was started again in another tab. Please try again.",
    cancelled: "You cancelled at {provider}. Nothing was changed.",
    provider_down:
      "{provider} isn't answering right now. Try again in a few minutes, or sign in another way.",
    provider_failed:
      "{provider} didn't confirm who you are. Please try again, or sign in another way.",
    address_in_use:
      "There's already an account with your email address. Sign in to it; then connect {provider} here, under “Connections”.",
    identity_taken: "That {provider} account is connected to another account here.",
    not_shown_again:
      "{provider} didn't ask you to sign in again. Sign out here and back in to continue.",
    notYours: "That isn't the account you connected here. Try again with the right one.",
    disabled: "This account is disabled. Ask an administrator.",
    noSignUp: "There's no account for this sign-in, and new ones can't be created here.",
    notInvited:
      "Your provider didn't confirm the address that was invited, or the invitation no longer works. Open the invitation again and use its form.",
    noSuchConnection: "There is no such connection. It may have been removed already.",
  },
  settingsConnections: {
    title: "Connected accounts",
    lead: "You can sign in with these. Your password, if you have one, keeps working.",
    none: "Nothing is connected yet",
    noneText: "Connect an account below to sign in with it.",
    noProviders: "This server has no sign-in provider to connect.",
    since: "Connected {time}",
    disconnect: "Disconnect",
    addTitle: "Connect another",
    addLead: "You go to the provider, sign in there and come back here.",
    connect: "Connect {provider}",
  },
  keptProviders: {
    text: "These still sign in to your account: {names}.",
    action: "One of them isn't mine: sign in and disconnect it",
  },
  providerConnectedMail: {
    subject: "{provider} is connected to your account",
    text: "You can now sign in to your account with {provider}. Other devices were signed out.",
    textWithAddress:
      "You can now sign in to your account with {provider} ({address}). Other devices were signed out.",
    action: "See what is connected",
    closing:
      "If this was you, you can ignore this email. If not, disconnect it there and set a new password now.",
  },
  providerDisconnectedMail: {
    subject: "{provider} was disconnected from your account",
    text: "You can no longer sign in to your account with {provider}. Other devices were signed out.",
    closing: "If this was you, you can ignore this email. If not, set a new password now.",
  },
} as const;
