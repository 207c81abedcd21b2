/** When somebody signed in last: within so many days; longer ago, but at all; never. */
export const LAST_SIGN_IN = ["7d", "30d", "90d", "over90d", "never"] as const;
