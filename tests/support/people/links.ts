import { issueToken } from "@/lib/features/links/links";
import type { TokenPurpose } from "@/lib/platform/db/tables/tokens";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * A link as it would be mailed.
 * @param email the address that it is mailed to, if not the one that the account has
 * @returns its secret
 */
export const newLink = (
  purpose: TokenPurpose,
  account: { id: string; email: string },
  email = account.email,
): Promise<string> => transaction((tx) => issueToken(purpose, account.id, email, tx));
