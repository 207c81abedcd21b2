/** The pages below /settings. */
export const settings = {
  settings: {
    title: "Settings",
    pageTitle: "{page} – Settings",
    profile: "Profile",
    password: "Password",
    email: "Email",
    account: "Your data",
    save: "Save",
    saving: "Saving…",
  },
  settingsProfile: {
    title: "Profile",
    lead: "The name shown in your account and to administrators.",
  },
  settingsPassword: {
    change: "Change your password",
    set: "Set a password",
    lead: "Every other device will be signed out.",
    submitChange: "Change password",
    submitSet: "Set password",
  },
  settingsEmail: {
    title: "Email address",
    lead: "You sign in as {email}.",
    new: "New email address",
    hint: "We'll send it a link. Once you open it, the address changes and you are signed out everywhere.",
    submit: "Change address",
    sending: "Sending…",
  },
  settingsAccount: {
    downloadTitle: "Download your data",
    downloadLead: "Everything we store about you, as one JSON file: profile, sessions and events.",
    download: "Download",
    deleteTitle: "Delete your account",
    deleteLead:
      "Your profile, password and sessions will be permanently deleted. This can't be undone.",
    confirm: "Yes, delete my account and everything in it",
    delete: "Delete account",
    deleting: "Deleting…",
  },
} as const;
