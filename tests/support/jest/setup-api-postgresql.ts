import { handOver } from "../handover";
import { startPostgresqlApp } from "../world";

export default async function setUp(): Promise<void> {
  handOver("postgresqlApp", (await startPostgresqlApp()).env);
}
