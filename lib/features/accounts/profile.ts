import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, type AskingToken, lockCaller } from "@/lib/features/caller/caller";
import { nameField } from "@/lib/features/input/fields";
import { renameUser } from "@/lib/platform/db/tables/users";
import { transaction } from "@/lib/platform/db/transaction";

export const profileInput = z.object({ name: nameField });
export type Profile = z.infer<typeof profileInput>;

/**
 * Changes a user's name.
 * @returns the profile as stored
 * @throws Problem unauthenticated when the session or the token has ended in the meantime
 */
export async function changeName(
  asking: AskingSession | AskingToken,
  { name }: Profile,
): Promise<Profile> {
  await transaction(async (tx) => {
    // The current state: its address may have changed since the request was let in.
    const user = await lockCaller(asking, tx);
    if (user.name === name) return;
    await renameUser(user, name, tx);
    await recordEvent("user_updated:name", { subjectId: user.id, on: tx });
  });
  return { name };
}
