/** The ways to authenticate. A session remembers which of them its owner used last. */
const METHODS = ["password", "totp", "recovery", "passkey", "provider", "link"] as const;

export type Method = (typeof METHODS)[number];

/** How a session row stores its methods: separated by spaces. */
export const storedMethods = (methods: readonly Method[]): string => methods.join(" ");

/** The methods of a session row. Words that this version does not know prove nothing, and are left out. */
export const methodsOf = (stored: string): Method[] =>
  METHODS.filter((method) => stored.split(" ").includes(method));
