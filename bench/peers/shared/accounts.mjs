/** The accounts of every contender. All have the same password, so that it is hashed once. */
export const ACCOUNTS = 1000;
export const PASSWORD = "correct horse battery staple";
/** bcrypt cost of every contender: Latchkey's default. */
export const COST = 12;

/** @param n from 0 on; the first few read, the others sign in */
export function account(n) {
  const number = String(n).padStart(4, "0");
  return { id: `user-${number}`, name: "Ada Lovelace", email: `ada${number}@example.com` };
}
