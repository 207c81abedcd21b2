import { z } from "zod";
import { env } from "@/lib/platform/config/env";
import { api, method } from "@/lib/web/guard/api";
import { SECURITY_PAGE } from "@/lib/web/session/redirects";

export const config = { api: { bodyParser: false } };

// Also at /.well-known/passkey-endpoints; see lib/web/server/requests/normalise-requests.ts.
export default api({
  GET: method({
    summary: "Tells password managers where passkeys are added and managed.",
    access: "public",
    response: { 200: z.object({ enroll: z.url(), manage: z.url() }) },
    run: async () => {
      const page = env.NEXTAUTH_URL + SECURITY_PAGE;
      return { status: 200, body: { enroll: page, manage: page } };
    },
  }),
});
