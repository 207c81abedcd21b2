import { appEnvironment } from "../../app/environment";

// The folder is never made: a unit test has no database and writes no mail.
Object.assign(process.env, appEnvironment({ DATA_DIR: "/nonexistent" }));
