import { secondFactorOf } from "@/lib/features/second-factor/enrolment";
import { countPasskeys } from "@/lib/platform/db/tables/sign-in/passkeys";

/** From this many recovery codes down, the owner is advised. */
const FEW_CODES = 3;

/** What protects an account: each value has a sentence in the catalogue. */
type Protection = "password" | "passwordAndFactor" | "factor" | "link";

/** What would protect it better, the most urgent first: each value has a sentence and an action. */
export type Advice =
  | "confirmEmail"
  | "turnOnFactor"
  | "onePasskey"
  | "newCodes"
  | "moreCodes"
  | "saveCodes";

/** Account security at a glance. */
export type Glance = { protection: Protection; advice: Advice[] };

/**
 * What protects an account, and what would be better. Without a second factor this costs no query.
 * @param hasPassword whether it has one, as the caller has read already
 */
export async function glanceOf(
  user: { id: string; emailVerified: string | null; secondFactorSince: string | null },
  hasPassword: boolean,
): Promise<Glance> {
  const address: Advice[] = user.emailVerified ? [] : ["confirmEmail"];
  if (user.secondFactorSince === null) {
    return { protection: hasPassword ? "password" : "link", advice: [...address, "turnOnFactor"] };
  }
  return {
    protection: hasPassword ? "passwordAndFactor" : "factor",
    advice: [...address, ...(await aboutCodes(user.id))],
  };
}

async function aboutCodes(userId: string): Promise<Advice[]> {
  const { enabled, recoveryCodes, recoveryCodesSaved } = await secondFactorOf(userId);
  if (recoveryCodes === 0) {
    if (enabled) return ["newCodes"];
    // Without an app the second factor is passkeys, which can stand in for each other.
    return (await countPasskeys(userId)) === 1 ? ["onePasskey"] : [];
  }
  if (!recoveryCodesSaved) return ["saveCodes"];
  return recoveryCodes <= FEW_CODES ? ["moreCodes"] : [];
}
