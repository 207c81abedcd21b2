import type { Source } from "@/lib/features/import/person";
import { auth0 } from "./auth0";
import { betterAuth } from "./better-auth";
import { clerk } from "./clerk";
import { cognito } from "./cognito";
import { csv } from "./csv";
import { django } from "./django";
import { firebase } from "./firebase";
import { keycloak } from "./keycloak";
import { latchkey } from "./latchkey";
import { nextAuth } from "./next-auth";
import { supabase } from "./supabase";
import { wordpress } from "./wordpress";

/** The programs that people can be imported from. */
export const SOURCES = {
  auth0,
  firebase,
  supabase,
  clerk,
  cognito,
  keycloak,
  "next-auth": nextAuth,
  "better-auth": betterAuth,
  wordpress,
  django,
  csv,
  latchkey,
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof SOURCES;
