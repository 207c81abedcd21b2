import { handOver } from "../handover";
import { sqliteTemplate, worldFolder } from "../world";

export default async function setUp(): Promise<void> {
  handOver("worldFolder", worldFolder());
  handOver("sqliteTemplate", await sqliteTemplate());
}
