import { handOver } from "../handover";
import { postgresServer, worldFolder } from "../world";

export default async function setUp(): Promise<void> {
  handOver("worldFolder", worldFolder());
  handOver("postgresServer", await postgresServer());
}
