import { api, method } from "@/lib/auth/api";
import { pendingMigrations } from "@/lib/db/migrations";
import { unavailable } from "@/lib/http/problem";

export const config = { api: { bodyParser: false } };

/** The database answers and has every migration: traffic may come. */
export default api({
  GET: method({
    access: "public",
    run: async () => {
      const pending = await pendingMigrations();
      if (pending.length > 0) throw unavailable("Migrations are pending.");
      return { status: 200, body: { status: "ready" } };
    },
  }),
});
