import type { Hooks } from "@/lib/features/hooks/hooks";

/**
 * What your product does when something happens to an account: accountCreated, accountVerified,
 * signedIn, accountDeleted, dataExported. What each is given, and when, stands beside the type.
 */
export const productHooks: Hooks = {};
