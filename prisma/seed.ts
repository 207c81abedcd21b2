// npm run seed: creates two accounts to look around with. Run again, it gives them new passwords and
// ends their sessions.

import { randomBytes } from "node:crypto";
import { loadEnv } from "../scripts/load-env.mjs";

type Account = { name: string; email: string; role: string };

const ACCOUNTS: Account[] = [
  { name: "Demo User", email: "demo@example.com", role: "user" },
  { name: "Demo Admin", email: "admin@example.com", role: "admin" },
];

async function seed(): Promise<void> {
  loadEnv();
  // Imported late, because the modules read the environment when they are loaded.
  const { disconnect } = await import("@/lib/platform/db/client");
  for (const account of ACCOUNTS) {
    const password = await reset(account);
    process.stdout.write(`${account.role.padEnd(6)} ${account.email.padEnd(18)} ${password}\n`);
  }
  await disconnect();
}

/** @returns the new password */
async function reset(account: Account): Promise<string> {
  const { setPassword } = await import("@/lib/platform/db/tables/passwords");
  const { deleteSessions } = await import("@/lib/platform/db/tables/sessions");
  const { transaction } = await import("@/lib/platform/db/transaction");
  const { createUser, findUserByEmail, makeUsable } = await import(
    "@/lib/platform/db/tables/users"
  );
  const { hashPassword } = await import("@/lib/features/password/hash");

  const password = randomBytes(12).toString("base64url");
  const record = await hashPassword(password);
  await transaction(async (tx) => {
    const user = (await findUserByEmail(account.email, tx)) ?? (await createUser(account, tx));
    await makeUsable(user.id, account.role, tx);
    await setPassword(user.id, record, tx);
    await deleteSessions(user.id, null, tx);
  });
  return password;
}

seed().catch((error: unknown) => {
  process.stderr.write(`Cannot seed: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
