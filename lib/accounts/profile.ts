import { z } from "zod";
import { transaction } from "@/lib/db/transaction";
import { findUser, renameUser } from "@/lib/db/users";
import { Problem } from "@/lib/http/problem";
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

/** A user's own profile. Dates are ISO 8601. @throws Problem not_found when the user is gone */
export async function profileOf(userId: string): Promise<{
  name: string;
  email: string;
  emailVerified: boolean;
  role: string;
  createdAt: string;
}> {
  const user = await findUser(userId);
  if (!user) throw new Problem("not_found");
  const { name, email, role } = user;
  return {
    name,
    email,
    emailVerified: user.emailVerified !== null,
    role,
    createdAt: user.createdAt.toISOString(),
  };
}
