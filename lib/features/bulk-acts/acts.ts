/** Accounts in one request, which waits for each of them. */
export const BULK_LIMIT = 100;

/** What can be done to many accounts at once. */
export const BULK_ACTS = [
  "disable",
  "enable",
  "sign-out",
  "require-password",
  "change-role",
] as const;

export type BulkAct = (typeof BULK_ACTS)[number];

/** Accounts as a URL names them. */
export const chosenIn = (rows: readonly { id: string }[]): string =>
  rows.map(({ id }) => id).join(".");
