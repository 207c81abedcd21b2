import { handOver } from "../../app/handed-over";
import { postgresServer, worldFolder } from "../../app/servers";

export default async function setUp(): Promise<void> {
  handOver("worldFolder", worldFolder());
  handOver("postgresServer", await postgresServer());
}
