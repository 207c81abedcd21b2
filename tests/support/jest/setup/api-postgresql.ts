import { handOver } from "../../app/handed-over";
import { startPostgresqlApp } from "../../app/servers";

/** @param config Jest's, of the whole run */
export default async function setUp({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  const apps = Array.from({ length: maxWorkers }, (_, n) => startPostgresqlApp(`app_${n}`));
  handOver(
    "postgresqlApps",
    (await Promise.all(apps)).map(({ env }) => env),
  );
}
