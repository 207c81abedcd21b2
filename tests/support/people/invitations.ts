import { hashSecret, newSecret } from "@/lib/platform/crypto/secret";
import { db } from "@/lib/platform/db/client";
import { newEmail } from "./accounts";

/**
 * Writes an invitation to make an account straight into the database.
 * @param given a moment in the past for one that has expired
 */
export async function createInvitation(given: { email?: string; expiresAt?: Date } = {}) {
  const secret = newSecret();
  const { email = newEmail(), expiresAt = new Date(Date.now() + 60_000) } = given;
  const data = { email, expiresAt, secretHash: hashSecret(secret) };
  const { id } = await db.accountInvitation.create({ data });
  return { id, email, secret };
}
