import { z } from "zod";
import { unavailable } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";
import { isMailStuck, whyNotReady } from "@/lib/web/server/readiness";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary:
      "Reports that the database answers, accepts writes and has the migrations of this version: traffic may come.",
    access: "public",
    response: {
      200: z.object({
        status: z.literal("ready"),
        warnings: z.array(z.literal("mail_stuck")).optional(),
      }),
    },
    run: async () => {
      const reason = await whyNotReady();
      if (reason) throw unavailable(() => t(`details.${reason}`));
      const stuck = await isMailStuck();
      const body = {
        status: "ready" as const,
        ...(stuck && { warnings: ["mail_stuck" as const] }),
      };
      return { status: 200, body };
    },
  }),
});
