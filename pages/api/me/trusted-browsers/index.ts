import { z } from "zod";
import {
  distrust,
  trustedBrowsersOf,
  trustedBrowserView,
} from "@/lib/features/second-factor/trusted-browsers";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/settings/security";

export default api({
  GET: method({
    summary: "Lists the browsers in which the caller is asked for no second factor.",
    access: "user",
    response: { 200: z.object({ browsers: z.array(trustedBrowserView) }) },
    run: async ({ user }) => ({
      status: 200,
      body: { browsers: await trustedBrowsersOf(user.id) },
    }),
  }),

  DELETE: method({
    summary:
      "Stops trusting every browser of the caller: each sign-in asks for the second factor again.",
    access: "user",
    response: { 200: z.object({ ended: z.int() }) },
    form: { page: PAGE, done: PAGE, notice: "browserDistrusted" },
    run: async ({ asking }) => ({ status: 200, body: { ended: await distrust(asking, null) } }),
  }),
});
