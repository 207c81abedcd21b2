import { PrismaAdapter } from "@next-auth/prisma-adapter";
import { db } from "@/lib/platform/db/client";

/** The tables as @next-auth/prisma-adapter reads and writes them. It asks for the client on first use. */
export const prismaAdapter = PrismaAdapter(db);
