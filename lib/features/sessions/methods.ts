/** The ways to prove who one is. A session remembers by which of them its owner did so last. */
export type Method = "password" | "totp" | "recovery" | "passkey" | "provider" | "link";

/** How a session row stores its methods: by a space between two. */
export const storedMethods = (methods: readonly Method[]): string => methods.join(" ");
