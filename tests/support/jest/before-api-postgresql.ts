import { closeDatabase } from "../close-database";
import { handedOver } from "../handover";

// Each worker has an app of its own: a file may count what its database holds.
const app = handedOver("postgresqlApps")[Number(process.env.JEST_WORKER_ID) - 1];
Object.assign(process.env, app, { LOG_LEVEL: "silent" });

afterAll(closeDatabase);
