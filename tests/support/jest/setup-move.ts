import { handOver } from "../handover";
import { postgresServer, sqliteTemplate, worldFolder } from "../world";

export default async function setUp(): Promise<void> {
  handOver("worldFolder", worldFolder());
  handOver("sqliteTemplate", await sqliteTemplate());
  handOver("postgresServer", await postgresServer());
}
