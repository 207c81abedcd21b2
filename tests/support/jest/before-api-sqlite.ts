import { closeDatabase } from "../close-database";
import { handedOver } from "../handover";

Object.assign(process.env, handedOver("sqliteApp"), { LOG_LEVEL: "silent" });

afterAll(closeDatabase);
