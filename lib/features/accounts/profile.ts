import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { nameField } from "@/lib/features/input/fields";
import { Problem } from "@/lib/platform/core/problem";
import { lockUser, renameUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";

export const profileInput = z.object({ name: nameField });
export type Profile = z.infer<typeof profileInput>;

/**
 * Changes a user's name.
 * @returns the profile as stored
 * @throws Problem unauthenticated when the account is gone meanwhile
 */
export async function changeName({ id }: { id: string }, { name }: Profile): Promise<Profile> {
  await transaction(async (tx) => {
    // As of now: its address may be another than when the request was let in.
    const user = await lockUser(id, tx);
    if (!user) throw new Problem("unauthenticated");
    if (user.name === name) return;
    await renameUser(user, name, tx);
    await recordEvent("user_updated:name", { subjectId: id, on: tx });
  });
  return { name };
}
