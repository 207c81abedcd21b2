import { recordRefusal, recordStranger } from "@/lib/accounts/audit";
import type { Problem } from "@/lib/http/problem";
import { log } from "@/lib/log";
import type { Authentication } from "./authenticate";

/** Puts into the audit trail that somebody signed in asked for what their role does not allow. */
export async function noteForbidden(authentication: Authentication): Promise<void> {
  if (authentication.state === "signed-in") await recordRefusal(authentication.user.id);
}

/**
 * Puts into the audit trail that a request came from another site. It is refused in any case, also
 * while the database cannot be asked.
 */
export async function noteCrossSite({ code }: Problem): Promise<void> {
  if (code !== "cross_site") return;
  await recordStranger("malicious_csrf").catch((error) =>
    log.warn({ err: error }, "cross-site request not recorded"),
  );
}
