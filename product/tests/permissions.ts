import type { Methods, Pages } from "@/tests/support/people/rows";

/*
 * Who may open your pages and call your methods, in the words of tests/support/people/rows.ts. The tests of
 * access (tests/api/guard/access.test.ts) require a line for each, and compare it with what the route
 * declares and with what the running app does. `npm run new:page` and `npm run new:api` write theirs.
 */

/** Your pages, by address. */
export const productPages: Pages = {};

/** Your methods, by address. */
export const productMethods: Methods = {};
