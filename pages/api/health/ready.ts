import { z } from "zod";
import { unavailable } from "@/lib/platform/core/problem";
import { pendingMigrations } from "@/lib/platform/db/migrations";
import { t } from "@/lib/platform/texts/t";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Tells that the database answers and has every migration: traffic may come.",
    access: "public",
    response: { 200: z.object({ status: z.literal("ready") }) },
    run: async () => {
      const pending = await pendingMigrations();
      if (pending.length > 0) throw unavailable(() => t("details.migrationsPending"));
      return { status: 200, body: { status: "ready" as const } };
    },
  }),
});
