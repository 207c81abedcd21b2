import { isOn } from "@/lib/platform/config/features";
import { administers, LEAST_ROLE, type Role } from "@/lib/platform/config/roles";
import {
  findImpersonator,
  type Impersonator,
} from "@/lib/platform/db/tables/sign-in/impersonations";

/**
 * Whether an administrator can impersonate the owner of an account: one that somebody could sign in to, and
 * that has no rights beyond its own use. Nobody gains rights by it.
 */
export const isImpersonable = (user: {
  role: Role;
  emailVerified: Date | null;
  disabledAt: Date | null;
}): boolean => isLeast(user) && user.emailVerified !== null && user.disabledAt === null;

/** Whether an account has no rights beyond its own use. */
export const isLeast = ({ role }: { role: Role }): boolean => role === LEAST_ROLE;

/**
 * The administrator who impersonates in a session, as of now: it ends with the administrator's own session
 * and right, and when the account gets a right of its own.
 * @param parentId the administrator's session
 * @returns null where nobody may do so any longer
 */
export async function impersonatorBy(
  parentId: string,
  owner: { role: Role },
): Promise<Impersonator | null> {
  if (!isOn(["impersonation"]) || !isLeast(owner)) return null;
  const found = await findImpersonator(parentId);
  return found && !found.disabled && administers(found.role) ? found : null;
}
