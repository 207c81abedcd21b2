import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type Renewal, renew } from "@/lib/features/sessions/renewal";
import { env } from "@/lib/platform/config/env";
import { Problem } from "@/lib/platform/core/problem";
import { DAY_S } from "@/lib/platform/core/time";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { hasAdmin, lockAdmins } from "@/lib/platform/db/tables/administrators";
import { lockUser, setRole } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";

const PURPOSE = "first-admin";

export const firstAdminInput = z.object({
  token: z.string({ error: () => t("fields.linkPrinted") }).max(1000),
});

/** The link that makes its user the first administrator; null when there is an administrator. */
export async function firstAdminLink(): Promise<string | null> {
  if (await hasAdmin()) return null;
  return `${env.NEXTAUTH_URL}/first-admin?token=${await seal(PURPOSE, {}, DAY_S)}`;
}

/** Whether a link is one of ours, not too old, and still needed. */
export async function isFirstAdminToken(token: string): Promise<boolean> {
  return (await open(PURPOSE, token)) !== null && !(await hasAdmin());
}

/**
 * Makes a user the first administrator. The link works once: afterwards there is an administrator.
 * @param renewal of the session that asks: a higher role comes with a new secret
 * @throws Problem invalid when the link is not ours or too old; admin_exists; unauthenticated
 */
export async function becomeFirstAdmin(renewal: Renewal, token: string): Promise<void> {
  const { userId } = renewal;
  if ((await open(PURPOSE, token)) === null) {
    const detail = () => t("details.linkDeadRestart");
    throw new Problem("invalid", { detail, errors: [{ field: "token", message: detail() }] });
  }
  await transaction(async (tx) => {
    if (!(await lockUser(userId, tx))) throw new Problem("unauthenticated");
    await lockAdmins(tx);
    if (await hasAdmin(tx)) throw new Problem("admin_exists");
    await renew(renewal, null, tx);
    await setRole(userId, "admin", tx);
    await recordEvent("authz_change:admin", { subjectId: userId, on: tx });
  });
}
