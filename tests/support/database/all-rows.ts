import { db } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/sqlite/client";

// Named one by one, so that the type check asks for a table added later.
const TABLES = {
  User: () => db.user.findMany(),
  SearchKey: () => db.searchKey.findMany(),
  Password: () => db.password.findMany(),
  Session: () => db.session.findMany(),
  Account: () => db.account.findMany(),
  Token: () => db.token.findMany(),
  OutboxMail: () => db.outboxMail.findMany(),
  Device: () => db.device.findMany(),
  SecurityEvent: () => db.securityEvent.findMany(),
  Throttle: () => db.throttle.findMany(),
} satisfies Record<Prisma.ModelName, () => Promise<object[]>>;

/** Every row of every table, as JSON, in one order; for another process, on any database. */
export async function allRows(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const [name, find] of Object.entries(TABLES)) {
    rows[name] = (await find()).map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}
