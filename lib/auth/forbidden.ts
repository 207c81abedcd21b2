import { recordRefusal } from "@/lib/accounts/audit";
import type { Authentication } from "./authenticate";

/** Puts into the audit trail that somebody signed in asked for what their role does not allow. */
export async function noteForbidden(authentication: Authentication): Promise<void> {
  if (authentication.state === "signed-in") await recordRefusal(authentication.user.id);
}
