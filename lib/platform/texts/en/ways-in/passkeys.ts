/** Passkeys: using them, looking after them, and what is mailed about them. */
export const passkeys = {
  passkey: {
    failed: "That passkey didn't work. Please try again, or choose another way.",
    already: "This device already has a passkey for your account.",
    nameMissing: "Give the passkey a name.",
    noSuch: "There is no such passkey. It may have been removed already.",
    alone:
      "Then a single passkey would be the only way into your account. Add another one, or create new recovery codes first, in case you lose the device.",
    aName: "Passkey",
    aNameOf: "{browser}, {system}",
    use: "Use a passkey",
    pending: "Waiting for your passkey…",
    or: "or",
    secondTitle: "Confirm it's you",
    secondLead: "Use one of your passkeys to finish signing in.",
    confirmLead: "To continue, confirm that you are {email}.",
    withoutScripts:
      "Passkeys need JavaScript, and a browser that supports them. You can use a recovery code instead.",
  },
  settingsPasskeys: {
    title: "Passkeys",
    lead: "A passkey signs you in with your fingerprint, face or screen lock: no password to type, and none to steal.",
    beside:
      "Keep your recovery codes, or a second passkey on another device: they get you in if you lose this one.",
    unsupported:
      "Adding one needs JavaScript, and a browser that supports passkeys. This one doesn't.",
    name: "Name",
    nameHint: "Helps you tell your passkeys apart.",
    add: "Add a passkey",
    adding: "Waiting for your device…",
    full: "You have as many passkeys as an account can have. Remove one to add another.",
    added: "Added {time}",
    used: "Last used {time}",
    neverUsed: "Never used",
    synced: "Synced",
    change: "Rename or remove",
    rename: "Rename",
    remove: "Remove",
    removeHint:
      "It can no longer sign you in, and every other device is signed out. Your device is told to forget it, too.",
    removeAll: "Remove all passkeys",
    besideApp: "With a passkey, you need no code.",
    appTitle: "Remove the app",
    appText:
      "Your authenticator app is removed, and every other device is signed out. Signing in still requires a second factor: a passkey or a recovery code.",
    appConfirm: "Yes, remove the app",
    appRemove: "Remove the authenticator app",
    codesTitle: "Recovery codes",
    codesText:
      "Each of these codes works once, in place of your passkey after your password. You have {count} left.",
  },
  passwordRemoval: {
    title: "Remove your password",
    text: "Your passkeys are enough to sign in, and a password that isn't there can't be stolen. Every other device is signed out. “Forgot your password?” sets a new one at any time.",
    confirm: "Yes, I want to sign in without a password",
    tick: "Tick the box to remove your password.",
    submit: "Remove password",
  },
  passwordRemovedMail: {
    subject: "Your password was removed",
    text: "Your account no longer has a password: signing in requires one of your passkeys. Other devices were signed out.",
    closing: "If this was you, you can ignore this email. If not, set a new password now.",
  },
  passkeyAddedMail: {
    subject: "A passkey was added to your account",
    text: "Your account now has the passkey “{name}”: anyone who holds it can sign in with it, and signing in with your password requires a second step. Other devices were signed out.",
    closing:
      "If this was you, you can ignore this email. If not, set a new password now, then sign in and remove the passkey in your settings.",
  },
  passkeyRemovedMail: {
    subject: "A passkey was removed from your account",
    text: "The passkey “{name}” no longer works for your account. Other devices were signed out.",
    closing:
      "If this was you, you can ignore this email. If not, set a new password now, then sign in and look at your settings.",
  },
  passkeysRemovedMail: {
    subject: "All passkeys of your account were removed",
    text: {
      one: "The {count} passkey of your account no longer works. Other devices were signed out.",
      other: "The {count} passkeys of your account no longer work. Other devices were signed out.",
    },
  },
  keptPasskeys: {
    text: "These passkeys still sign in to your account: {names}.",
    action: "One of them isn't mine: sign in and remove them",
  },
  factorsRemovedMail: {
    subject: "Your second factors were removed",
    text: "An administrator removed the authenticator app, the passkeys and the recovery codes of your account. Signing in requires no second factor now, and every device was signed out.",
    closing:
      "If you asked for this, you can ignore this email. If not, set a new password now and ask an administrator.",
  },
  authenticatorRemovedMail: {
    subject: "Your authenticator app was removed",
    text: "Signing in to your account no longer requires a code from the authenticator app. It still requires a passkey or a recovery code. Other devices were signed out.",
    closing:
      "If this was you, you can ignore this email. If not, set a new password now, then sign in and look at your settings.",
  },
} as const;
