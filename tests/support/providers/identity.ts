import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db/client";

/** Gives an account an identity at a provider. @returns the id of the connection */
export async function newConnection(userId: string): Promise<string> {
  const { id } = await db.account.create({
    data: {
      userId,
      type: "oauth",
      provider: "https://provider.example.com",
      providerAccountId: randomUUID(),
      email: "ada@provider.example.com",
    },
  });
  return id;
}
