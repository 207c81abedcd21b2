// npm run account -- remove-factors EMAIL: removes the second factor of an account whose owner has lost it,
// and ends its sessions. For the last administrator, whom no other one can help.

import { loadEnv } from "./load-env.mjs";
import { step } from "./start/tell.mjs";

const USAGE = "npm run account -- remove-factors EMAIL";

async function removeFactors(typed: string): Promise<void> {
  // Imported late, because the modules read the environment when they are loaded.
  const { emailField } = await import("@/lib/features/input/email-address");
  const { removeSecondFactor } = await import("@/lib/features/second-factor/enrolment");
  const { findUserByEmail, lockUser } = await import("@/lib/platform/db/tables/users");
  const { disconnect } = await import("@/lib/platform/db/client");
  const { transaction } = await import("@/lib/platform/db/transaction");

  const email = emailField.safeParse(typed).data ?? typed;
  const told = await transaction(async (tx) => {
    const found = await findUserByEmail(email, tx);
    const user = found && (await lockUser(found.id, tx));
    if (!user) return `There is no account with the address ${typed}.`;
    if (!user.secondFactorAt) return `The account of ${email} has no second factor.`;
    await removeSecondFactor(user, { by: "operator", keepSession: null }, tx);
    return null;
  });
  await disconnect();
  if (told === null) return step(`The second factor of ${email} was removed; its sessions ended.`);
  process.stderr.write(`${told}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const [command, email, ...more] = process.argv.slice(2);
  if (command !== "remove-factors" || !email || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  Object.assign(process.env, { NODE_ENV: "production" });
  loadEnv();
  await removeFactors(email);
}

void main();
