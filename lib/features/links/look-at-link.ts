import { withoutSteering } from "@/lib/features/input/invisible";
import { hashSecret } from "@/lib/platform/crypto/secret";
import { findToken, type Token, type TokenPurpose } from "@/lib/platform/db/tables/tokens";
import { findUser, type User } from "@/lib/platform/db/tables/users";
import type { LinkPurpose } from "@/lib/platform/mail/link-path";

/** The purposes under which tokens of /link/[purpose] are stored. */
export const TOKEN_PURPOSE: Record<LinkPurpose, TokenPurpose> = {
  verify: "verify-email",
  "confirm-email": "change-email",
  "undo-email": "undo-email",
};

/** Whether a mailed link works and, if not, why. Each value has a sentence in the catalogue. */
export type LinkState =
  | "works"
  | "done"
  | "used"
  | "expired"
  | "replaced"
  | "incomplete"
  | "missing"
  | "disabled"
  | "unknown";

/** A link as its page shows it. */
export type Look = {
  state: LinkState;
  /** The secret, for the form of the page; null unless the link works. */
  token: string | null;
  /** The address that it was mailed to; null where the link is unknown. */
  email: string | null;
  /** Whose account it is for; null where the link is unknown. */
  owner: User | null;
};

/** How long an expired link can still say why it does not work. */
export const DEAD_LINK_DAYS = 30;

/** 256 bits in base64url. Whatever the bits are, the last letter is neither `-` nor `_`. */
const LENGTH = 43;
const RUN = /[\w-]{43,}/;
/** A whole secret, whatever words stand before or after it. */
const ALONE = /(?<![\w-])[\w-]{43}(?![\w-])/;

/**
 * The secret in what arrived. Mail programs wrap a line and quote it in replies, take a full stop or a bracket for a
 * part of the link, insert soft hyphens, or leave `=` as quoted-printable writes it (`=3D`). Chats put it in
 * italics (`_…_`), and a sentence may go on behind it.
 * @returns null when it cannot be complete
 */
export function secretIn(sent: string): string | null {
  const text = withoutSteering(sent);
  const whole = text.replace(/=?\s+(?:>+\s*)*/g, "");
  const [run = ""] = whole.match(RUN) ?? [];
  const bare = run.replace(/[-_]+$/, "");
  const readings = [ALONE.exec(text)?.[0], bare, bare.replace(/^(?:3D|[-_]+)/i, "")];
  return readings.find((reading) => reading?.length === LENGTH && !/[-_]$/.test(reading)) ?? null;
}

/**
 * Looks at a mailed link without using it up: opening a link changes nothing.
 * @param sent its token, as the URL has it; null where it has none
 */
export async function lookAtLink(purpose: TokenPurpose, sent: string | null): Promise<Look> {
  const nothing = { token: null, email: null, owner: null };
  if (!sent) return { state: "missing", ...nothing };
  const secret = secretIn(sent);
  if (!secret) return { state: "incomplete", ...nothing };
  const token = await findToken(hashSecret(secret), purpose);
  const owner = token && (await findUser(token.userId));
  if (!token || !owner) return { state: "unknown", ...nothing };
  const state = stateOf(purpose, token, owner);
  return { state, token: state === "works" ? secret : null, email: token.email, owner };
}

/** Purposes that work only while the account has the address that the link was mailed to. */
const ABOUT_THE_ADDRESS: readonly TokenPurpose[] = ["verify-email", "reset-password"];

function stateOf(purpose: TokenPurpose, token: Token, owner: User): LinkState {
  if (owner.disabledAt) return "disabled";
  if (isDone(purpose, token, owner)) return "done";
  if (ABOUT_THE_ADDRESS.includes(purpose) && owner.email !== token.email) return "replaced";
  if (isLive(token)) return "works";
  if (token.usedAt) return "used";
  return token.replacedAt ? "replaced" : "expired";
}

/** Whether a token still works. */
export const isLive = ({ expiresAt, usedAt, replacedAt }: Token): boolean =>
  !usedAt && !replacedAt && expiresAt > new Date();

/** Whether the account is already as the link would make it, in whatever way that happened. */
function isDone(purpose: TokenPurpose, { email, usedAt }: Token, owner: User): boolean {
  if (purpose === "reset-password") return usedAt !== null;
  return owner.email === email && owner.emailVerified !== null;
}
