/** The ways to prove who one is. A session remembers by which of them its owner did so last. */
const METHODS = ["password", "totp", "recovery", "passkey", "provider", "link"] as const;

export type Method = (typeof METHODS)[number];

/** How a session row stores its methods: by a space between two. */
export const storedMethods = (methods: readonly Method[]): string => methods.join(" ");

/** What a session row stores. Words that this version does not know prove nothing, and are left out. */
export const methodsOf = (stored: string): Method[] =>
  METHODS.filter((method) => stored.split(" ").includes(method));
