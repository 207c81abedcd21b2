import { closeDatabase } from "../close-database";
import { copySqlite } from "../databases";
import { appEnvironment } from "../environment";
import { handedOver } from "../handover";

// Each test file has a database of its own, set before it imports lib/.
const DATA_DIR = copySqlite(handedOver("sqliteTemplate"), handedOver("worldFolder"));
Object.assign(process.env, appEnvironment({ DATA_DIR }));

afterAll(closeDatabase);
