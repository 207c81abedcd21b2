import { appEnvironment } from "../../app/environment";
import { handedOver } from "../../app/handed-over";
import { closeDatabase } from "../../database/close-database";
import { copySqlite } from "../../database/databases";

// Each test file has a database of its own, set before it imports lib/.
const DATA_DIR = copySqlite(handedOver("sqliteTemplate"), handedOver("worldFolder"));
Object.assign(process.env, appEnvironment({ DATA_DIR }));

afterAll(closeDatabase);
