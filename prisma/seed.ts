// npm run seed [-- --demo]: creates two accounts to look around with, and with --demo a small company
// with a past. Run again, it gives the accounts it prints new passwords and ends their sessions.

import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import type { Role } from "@/lib/platform/config/roles";
import { loadEnv } from "../scripts/load-env.mjs";

type Account = { name: string; email: string; role: Role };

const ACCOUNTS: Account[] = [
  { name: "Demo User", email: "demo@example.com", role: "user" },
  { name: "Demo Admin", email: "admin@example.com", role: "admin" },
];

async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { demo: { type: "boolean" } } });
  loadEnv();
  // Imported late, because the modules read the environment when they are loaded.
  const { disconnect } = await import("@/lib/platform/db/client");
  for (const account of ACCOUNTS) tell(account, await reset(account));
  if (values.demo) {
    const { ADMINISTRATOR } = await import("./demo-company");
    tell(ADMINISTRATOR, await resetCompany(ADMINISTRATOR));
  }
  await disconnect();
}

function tell({ role, email }: Account, password: string): void {
  process.stdout.write(`${role.padEnd(6)} ${email.padEnd(38)} ${password}\n`);
}

/** Creates the demo company, unless it is there. @returns its administrator's new password */
async function resetCompany(administrator: Account): Promise<string> {
  const { foundCompany } = await import("./demo-company");
  const { findUserByEmail } = await import("@/lib/platform/db/tables/users");
  if (!(await findUserByEmail(administrator.email))) await foundCompany();
  return reset(administrator);
}

/** Creates an account, or ends its sessions. @returns its new password */
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
