import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_S } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { hasAdmin, lockAdmins, lockUser, setRole } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";

const PURPOSE = "first-admin";

export const firstAdminInput = z.object({
  token: z.string({ error: () => t("fields.linkPrinted") }).max(1000),
});

/** The link that makes whoever opens it the first administrator; null when there is one. */
export async function firstAdminLink(): Promise<string | null> {
  if (await hasAdmin()) return null;
  return `${env.NEXTAUTH_URL}/first-admin?token=${await seal(PURPOSE, {}, DAY_S)}`;
}

/** Whether a link is one of ours, not too old, and still needed. */
export async function isFirstAdminToken(token: string): Promise<boolean> {
  return (await open(PURPOSE, token)) !== null && !(await hasAdmin());
}

/**
 * Makes a user the first administrator. The link works once, because there is no first one twice.
 * @throws Problem invalid when the link is not ours or too old; admin_exists
 */
export async function becomeFirstAdmin(userId: string, token: string): Promise<void> {
  if ((await open(PURPOSE, token)) === null) {
    const detail = () => t("details.linkDeadRestart");
    throw new Problem("invalid", { detail, errors: [{ field: "token", message: detail() }] });
  }
  await transaction(async (tx) => {
    if (!(await lockUser(userId, tx))) throw new Problem("unauthenticated");
    await lockAdmins(tx);
    if (await hasAdmin(tx)) throw new Problem("admin_exists");
    await setRole(userId, "admin", tx);
    await recordEvent("authz_change:admin", { subjectId: userId, on: tx });
  });
}
