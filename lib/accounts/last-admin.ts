import type { Connection } from "@/lib/db/transaction";
import { hasAdmin, type User } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";

/**
 * Stops a transaction that would leave nobody in charge: the last administrator who can sign in is
 * neither demoted nor disabled nor deleted. The transaction must be Serializable, so that two
 * administrators cannot remove each other at once.
 * @throws Problem conflict
 */
export async function requireAnotherAdmin(user: User, tx: Connection): Promise<void> {
  if (user.role !== "admin" || user.disabledAt || (await hasAdmin(tx, user.id))) return;
  throw new Problem("conflict", {
    detail: "This is the last administrator. Make somebody else one first.",
  });
}
