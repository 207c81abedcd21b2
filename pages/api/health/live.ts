import { z } from "zod";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Reports that the process answers, and nothing about what it depends on.",
    access: "public",
    response: { 200: z.object({ status: z.literal("live") }) },
    run: async () => ({ status: 200, body: { status: "live" as const } }),
  }),
});
