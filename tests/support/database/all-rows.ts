import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/sqlite/client";

type Table = { findMany(): Promise<object[]> };

/** Every row of every table, including a product's own, as JSON, in one order; on any database. */
export async function allRows(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const model of Object.keys(Prisma.ModelName)) {
    const name = (model[0]?.toLowerCase() + model.slice(1)) as keyof typeof db;
    const found = await (db[name] as unknown as Table).findMany();
    rows[model] = found.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}
