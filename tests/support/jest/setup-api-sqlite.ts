import { handOver } from "../handover";
import { startSqliteApp } from "../world";

export default async function setUp(): Promise<void> {
  handOver("sqliteApp", (await startSqliteApp()).env);
}
