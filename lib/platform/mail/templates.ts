import { compose, type Message } from "./message";

type Recipient = { name: string; email: string; emailVerified: Date | null };

/** Without the name where nobody has confirmed the address: a stranger may have typed both. */
const greet = ({ name, emailVerified }: Recipient) => (emailVerified ? `Hello ${name},` : "Hello,");

/** Sent to a new address: the link proves that its owner reads it. */
export function verifyEmailMail(address: string, secret: string): Message {
  return compose(address, {
    subject: "Confirm your e-mail address",
    greeting: "Hello,",
    paragraphs: ["Confirm your e-mail address to finish creating your account."],
    action: { label: "Confirm e-mail address", path: `/verify-email?token=${secret}` },
    closing:
      "The link works once, for 24 hours. If you did not ask for an account, ignore this mail: nothing happens without you.",
  });
}

/** Sent when somebody signs up with an address that already has an account. */
export function accountExistsMail(to: Recipient): Message {
  return compose(to.email, {
    subject: "You already have an account",
    greeting: greet(to),
    paragraphs: [
      "Somebody, probably you, tried to create an account with this e-mail address. You already have one, so nothing was changed.",
    ],
    action: { label: "Sign in", path: "/signin" },
    closing: "If it was not you, there is nothing to do: your account is as it was.",
  });
}

/** The way back in for who forgot the password. */
export function resetPasswordMail(to: Recipient, secret: string): Message {
  return compose(to.email, {
    subject: "Set a new password",
    greeting: greet(to),
    paragraphs: ["Somebody, probably you, asked for a new password for your account."],
    action: { label: "Set a new password", path: `/reset-password?token=${secret}` },
    closing:
      "The link works once, for an hour. If you did not ask for it, ignore this mail: your password stays as it is.",
  });
}

/** Sent when an administrator has removed the password. */
export function newPasswordRequiredMail(to: Recipient, secret: string): Message {
  return compose(to.email, {
    subject: "Your account needs a new password",
    greeting: greet(to),
    paragraphs: [
      "An administrator asks you to set a new password. The old one does not work any more, and you were signed out everywhere.",
    ],
    action: { label: "Set a new password", path: `/reset-password?token=${secret}` },
    closing: "The link works once, for an hour. Later, ask for another one where you sign in.",
  });
}

/** Told after every change of a password, however it came about. */
export function passwordChangedMail(to: Recipient): Message {
  return compose(to.email, {
    subject: "Your password was changed",
    greeting: greet(to),
    paragraphs: [
      "The password of your account was just changed, and other devices were signed out.",
    ],
    action: { label: "It was not me", path: "/forgot-password" },
    closing: "If it was you, there is nothing to do. If not, set a new password now.",
  });
}

/** Told after a sign-in in a browser that had not been seen with this account. */
export function newDeviceMail(
  to: Recipient,
  device: { browser: string; system: string; address: string | null },
): Message {
  const place = device.address ? ` from the network address ${device.address}` : "";
  return compose(to.email, {
    subject: "New sign-in to your account",
    greeting: greet(to),
    paragraphs: [
      `Somebody just signed in to your account with ${device.browser} on ${device.system}${place}. It is the first time we see this browser.`,
    ],
    action: { label: "It was not me", path: "/forgot-password" },
    closing:
      "If it was you, there is nothing to do. If not, set a new password now: that signs every device out.",
  });
}

/** Sent to the address somebody wants to move their account to. */
export function changeEmailMail(address: string, secret: string): Message {
  return compose(address, {
    subject: "Confirm your new e-mail address",
    greeting: "Hello,",
    paragraphs: ["Confirm that your account should use this e-mail address from now on."],
    action: { label: "Use this address", path: `/confirm-email?token=${secret}` },
    closing: "The link works once, for an hour. If you did not ask for it, ignore this mail.",
  });
}

/** Sent to the address an account has just left, with the way back. */
export function emailChangedMail(to: Recipient, newEmail: string, secret: string): Message {
  return compose(to.email, {
    subject: "Your e-mail address was changed",
    greeting: greet(to),
    paragraphs: [`Your account now uses ${newEmail} instead of this address.`],
    action: { label: "Undo the change", path: `/undo-email?token=${secret}` },
    closing:
      "If it was you, there is nothing to do. If not, the link brings your account back to this address, signs out every device and sends you a link for a new password. It works for seven days.",
  });
}

/** Sent to the address an account has left because its change was undone. */
export function emailRestoredMail(to: Recipient): Message {
  return compose(to.email, {
    subject: "The change of your e-mail address was undone",
    greeting: greet(to),
    paragraphs: [
      "Your account is back at the address it had before this one, by the link that was mailed there. Every device was signed out.",
    ],
    closing:
      "If that was you, there is nothing to do. If not, somebody else reads the mail of your earlier address: secure that mailbox first.",
  });
}

/** The last mail to somebody whose account is gone. */
export function accountDeletedMail(to: Recipient): Message {
  return compose(to.email, {
    subject: "Your account was deleted",
    greeting: greet(to),
    paragraphs: ["Your account and everything in it were deleted, as you asked."],
    closing: "Thank you for having been with us.",
  });
}
