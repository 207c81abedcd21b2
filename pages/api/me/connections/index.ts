import { z } from "zod";
import { connectionsOf, connectionView } from "@/lib/features/providers/connections";
import { api, method } from "@/lib/web/guard/api";
import { nameOfProvider } from "@/lib/web/providers/list";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the identities at other providers that sign in to the caller's account.",
    access: "user",
    response: { 200: z.object({ connections: z.array(connectionView) }) },
    run: async ({ user }) => ({
      status: 200,
      body: { connections: await connectionsOf(user.id, nameOfProvider) },
    }),
  }),
});
