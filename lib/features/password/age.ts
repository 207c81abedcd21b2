import { findPasswordTime } from "@/lib/platform/db/tables/passwords";

/** When a user's password was set, in ISO 8601; null when there is none. */
export async function passwordAge(userId: string): Promise<string | null> {
  return (await findPasswordTime(userId))?.toISOString() ?? null;
}
