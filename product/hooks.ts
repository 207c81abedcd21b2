import type { Hooks } from "@/lib/features/hooks/hooks";

/**
 * What your product does when something happens to an account: accountCreated, accountVerified, signedIn,
 * accountDeleted, dataExported. The type documents when each is called, and with what.
 */
export const productHooks: Hooks = {};
