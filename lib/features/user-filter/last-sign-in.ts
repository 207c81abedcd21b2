/** When somebody last signed in: within so many days; earlier; never. */
export const LAST_SIGN_IN = ["7d", "30d", "90d", "over90d", "never"] as const;
