import { handOver } from "../handover";
import { sqliteTemplate, startSqliteApp } from "../world";

export default async function setUp(): Promise<void> {
  handOver("sqliteTemplate", await sqliteTemplate());
  handOver("sqliteApp", (await startSqliteApp()).env);
}
