// Creates the accounts of the other contenders in Latchkey's database, as sign-up would.
import { ACCOUNTS, account, PASSWORD } from "./accounts.mjs";

async function seed(): Promise<void> {
  const { disconnect } = await import("@/lib/platform/db/client");
  const { setPassword } = await import("@/lib/platform/db/tables/passwords");
  const { transaction } = await import("@/lib/platform/db/transaction");
  const { createUser } = await import("@/lib/platform/db/tables/users");
  const { hashPassword } = await import("@/lib/features/password/hash");

  const record = await hashPassword(PASSWORD);
  for (let n = 0; n < ACCOUNTS; n++) {
    const { name, email } = account(n);
    await transaction(async (tx) => {
      const user = await createUser({ name, email, emailVerified: new Date() }, tx);
      await setPassword(user.id, record, tx);
    });
  }
  await disconnect();
}

// Idle threads would keep the process alive.
seed().then(() => process.exit());
