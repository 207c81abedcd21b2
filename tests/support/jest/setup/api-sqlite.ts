import { handOver } from "../../app/handed-over";
import { sqliteTemplate, startSqliteApp } from "../../app/servers";

/** @param config Jest's, of the whole run */
export default async function setUp({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  handOver("sqliteTemplate", await sqliteTemplate());
  const apps = Array.from({ length: maxWorkers }, () => startSqliteApp());
  handOver(
    "sqliteApps",
    (await Promise.all(apps)).map(({ env }) => env),
  );
}
