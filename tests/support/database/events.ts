import { db } from "@/lib/platform/db/client";

/** The audit trail of an account, oldest first. */
export const trailOf = (subjectId: string) =>
  db.securityEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } });

/** The names of what the audit trail tells of an account, as `type` or `type:detail`. */
export async function eventNames(subjectId: string): Promise<string[]> {
  const trail = await trailOf(subjectId);
  return trail.map(({ type, detail }) => (detail ? `${type}:${detail}` : type));
}
