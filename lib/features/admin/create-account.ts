import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { type AskingSession, requireRight } from "@/lib/features/caller/caller";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { nameField } from "@/lib/features/input/fields";
import { queueWelcome } from "@/lib/features/password/reset";
import { Problem } from "@/lib/platform/core/problem";
import { isUniqueViolation } from "@/lib/platform/db/errors";
import { createUser, findUserByEmail, type User } from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { t } from "@/lib/platform/texts/t";

export const newUserInput = z.object({ name: nameField, email: emailField });

/**
 * Creates an account for somebody else. It has no password: they are mailed a link that sets one, which
 * also proves that they read the address. Nobody ever sees or mails a password.
 * @returns its id
 * @throws Problem invalid where the address has an account; as requireRight() does
 */
export async function createAccountFor(
  asking: AskingSession,
  input: z.infer<typeof newUserInput>,
): Promise<string> {
  try {
    const user = await transaction(async (tx) => {
      await requireRight(asking, "users.change", tx);
      return create(input, tx);
    });
    return user.id;
  } catch (error) {
    if (isUniqueViolation(error)) throw addressTaken();
    throw error;
  }
}

async function create(input: z.infer<typeof newUserInput>, tx: Connection): Promise<User> {
  if (await findUserByEmail(input.email, tx)) throw addressTaken();
  const user = await createUser(input, tx);
  await recordEvent("user_created", { subjectId: user.id, on: tx });
  await hooks().accountCreated?.(user, tx);
  await queueWelcome(user, tx);
  return user;
}

/** Administrators see all accounts, so this reveals nothing to them. */
export const addressTaken = () =>
  new Problem("invalid", { errors: [{ field: "email", message: t("fields.emailHasAccount") }] });
