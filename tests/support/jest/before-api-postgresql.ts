import { closeDatabase } from "../close-database";
import { handedOver } from "../handover";

Object.assign(process.env, handedOver("postgresqlApp"), { LOG_LEVEL: "silent" });

afterAll(closeDatabase);
