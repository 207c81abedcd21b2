import { z } from "zod";
import { transaction } from "@/lib/db/transaction";
import { renameUser } from "@/lib/db/users";
import { recordEvent } from "./audit";
import { nameField } from "./fields";

export const profileInput = z.object({ name: nameField });

/** Changes a user's name. @returns the profile as stored */
export async function changeName(
  user: { id: string; email: string },
  { name }: z.infer<typeof profileInput>,
): Promise<{ name: string }> {
  await transaction(async (tx) => {
    await renameUser(user, name, tx);
    await recordEvent("user_updated:name", { subjectId: user.id, on: tx });
  });
  return { name };
}
