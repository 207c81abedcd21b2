import { handedOver } from "../../app/handed-over";
import { closeDatabase } from "../../database/close-database";
import "./own-hashing";

// Each worker has an app of its own: a file may count what its database holds.
const app = handedOver("sqliteApps")[Number(process.env.JEST_WORKER_ID) - 1];
Object.assign(process.env, app, { LOG_LEVEL: "silent" });

afterAll(closeDatabase);
