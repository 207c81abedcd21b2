import { z } from "zod";
import { liveEvents } from "@/lib/features/live/check-pages";
import { openStream } from "@/lib/features/live/streams";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

/** The last time that an id can represent. */
const LATEST = 2 ** 48 - 1;

export default api({
  GET: method({
    summary:
      "Reports, for as long as it is read, that the calling session has ended or that something about the account has changed.",
    access: "user",
    features: ["livePages"],
    unattended: true,
    query: z.object({
      /** When the page was made, in milliseconds since 1970: a change since then is reported at once. */
      since: z.coerce.number().int().min(0).max(LATEST).optional(),
    }),
    response: { 200: { events: liveEvents } },
    problems: ["too_many_requests"],
    run: async ({ user, session, query: { since = Date.now() } }) => ({
      status: 200,
      open: (begin) => {
        const expiresAt = Date.parse(session.expires);
        const impersonatorId = session.impersonator?.id;
        const ofPage = { userId: user.id, sessionId: session.id, impersonatorId };
        openStream({ ...ofPage, expiresAt, since }, begin);
      },
    }),
  }),
});
