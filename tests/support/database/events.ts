import { randomBytes } from "node:crypto";
import { db } from "@/lib/platform/db/client";
import { firstIdAt } from "@/lib/platform/db/time-ordered-id";

/** An identifier as it would have been made at a moment: the audit trail goes by it. */
export const idAt = (moment: Date): string =>
  firstIdAt(moment).slice(0, -12) + randomBytes(6).toString("hex");

/** The audit trail of an account, oldest first. */
export const trailOf = (subjectId: string) =>
  db.securityEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } });

/** The names of what the audit trail tells of an account, as `type` or `type:detail`. */
export async function eventNames(subjectId: string): Promise<string[]> {
  const trail = await trailOf(subjectId);
  return trail.map(({ type, detail }) => (detail ? `${type}:${detail}` : type));
}
