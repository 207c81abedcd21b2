import { handOver } from "../../app/handed-over";
import { sqliteTemplate, worldFolder } from "../../app/servers";

export default async function setUp(): Promise<void> {
  handOver("worldFolder", worldFolder());
  handOver("sqliteTemplate", await sqliteTemplate());
}
