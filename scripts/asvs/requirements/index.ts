import type { Chapter } from "../requirement";
import { encoding } from "./v01-encoding";
import { validation } from "./v02-validation";
import { frontend } from "./v03-frontend";
import { api } from "./v04-api";
import { files } from "./v05-files";
import { authentication } from "./v06-authentication";
import { sessions } from "./v07-sessions";
import { authorisation } from "./v08-authorisation";
import { tokens } from "./v09-tokens";
import { oauth } from "./v10-oauth";
import { cryptography } from "./v11-cryptography";
import { communication } from "./v12-communication";
import { configuration } from "./v13-configuration";
import { data } from "./v14-data";
import { coding } from "./v15-coding";
import { logging } from "./v16-logging";

/** What the standard asks, chapter by chapter. */
export const chapters: Chapter[] = [
  encoding,
  validation,
  frontend,
  api,
  files,
  authentication,
  sessions,
  authorisation,
  tokens,
  oauth,
  cryptography,
  communication,
  configuration,
  data,
  coding,
  logging,
];
