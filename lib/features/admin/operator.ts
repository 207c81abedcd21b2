import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/events";
import { hooks } from "@/lib/features/hooks/hooks";
import { emailField } from "@/lib/features/input/email-address";
import { nameField } from "@/lib/features/input/fields";
import { resetLinkOf } from "@/lib/features/password/reset";
import { LEAST_ROLE, ROLES } from "@/lib/platform/config/roles";
import { listUsers } from "@/lib/platform/db/tables/user-search";
import {
  createUser,
  findUserByEmail,
  lockUserByEmail,
  type User,
} from "@/lib/platform/db/tables/users";
import { type Connection, transaction } from "@/lib/platform/db/transaction";
import { removeFactors } from "./remove-factors";
import { applyChange, type UserChange } from "./user-actions";

/*
 * What the operator does at the terminal of the server (npm run account). Nobody is signed in there, so
 * these events name no actor.
 */

export const newAccountInput = z.object({
  email: emailField,
  name: nameField,
  role: z.enum(ROLES).default(LEAST_ROLE),
});

/**
 * Makes an account without a password. The operator vouches for the address, so it counts as confirmed.
 * @returns the path of the link that sets a password
 * @throws Error where the address has an account
 */
export function createByOperator(input: z.infer<typeof newAccountInput>): Promise<string> {
  return transaction(async (tx) => {
    if (await findUserByEmail(input.email, tx)) {
      throw new Error(`The address ${input.email} has an account already.`);
    }
    // In no language yet: the terminal speaks English, and not for the owner.
    const user = await createUser({ ...input, emailVerified: new Date() }, tx);
    await recordEvent("user_created", { subjectId: user.id, on: tx });
    await hooks().accountCreated?.(user, tx);
    await hooks().accountVerified?.(user, tx);
    return resetLinkOf(user, tx);
  });
}

/** Gives an account another role, disables or enables it. @throws Error for nobody; Problem as changeUser() does */
export const changeByOperator = (email: string, change: UserChange): Promise<void> =>
  withAccount(email, (user, tx) => applyChange(user, change, tx));

/** Makes a link for a new password. @returns its path @throws Error for nobody; Problem account_disabled */
export const resetLinkByOperator = (email: string): Promise<string> =>
  withAccount(email, resetLinkOf);

/** Removes the second factor of an account, and ends its sessions. @throws Error for nobody; Problem second_factor_off */
export const removeFactorsByOperator = (email: string): Promise<void> =>
  withAccount(email, removeFactors);

const PAGE = 500;

/** Every account, the oldest first. */
export async function* allAccounts(): AsyncGenerator<User> {
  let after: string | null = null;
  do {
    const page: User[] = await listUsers({ after, take: PAGE }, "oldest");
    yield* page;
    after = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (after !== null);
}

function withAccount<T>(
  email: string,
  work: (user: User, tx: Connection) => Promise<T>,
): Promise<T> {
  return transaction(async (tx) => {
    const user = await lockUserByEmail(email, tx);
    if (!user) throw new Error(`There is no account with the address ${email}.`);
    return work(user, tx);
  });
}
