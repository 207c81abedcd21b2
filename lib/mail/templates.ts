import { compose, type Message } from "./message";

type Recipient = { name: string; email: string };

const greet = ({ name }: Recipient) => `Hello ${name},`;

/** Sent to a new address: the link proves that its owner reads it. */
export function verifyEmailMail(to: Recipient, secret: string): Message {
  return compose(to.email, {
    subject: "Confirm your e-mail address",
    // Without the name: a stranger may have typed it, and this address with it.
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
