import { PrismaAdapter } from "@next-auth/prisma-adapter";
import { db } from "@/lib/platform/db/client";

/** Tables as @next-auth/prisma-adapter reads and writes them, for OAuth providers. */
export const prismaAdapter = PrismaAdapter(db);
