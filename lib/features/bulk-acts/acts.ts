/** Accounts of one request: it waits for each of them. */
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

/** Accounts as an address names them. */
export const chosenIn = (rows: readonly { id: string }[]): string =>
  rows.map(({ id }) => id).join(".");
