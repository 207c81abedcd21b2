import { PrismaAdapter } from "@next-auth/prisma-adapter";
import { db } from "@/lib/platform/db/client";

/** Tables as @next-auth/prisma-adapter reads and writes them. It asks the client at its first use. */
export const prismaAdapter = PrismaAdapter(db);
