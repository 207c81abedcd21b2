import { z } from "zod";
import { changeReading, languageField } from "@/lib/features/accounts/reading";
import { keepLanguage } from "@/lib/platform/http/reader";
import { api, method } from "@/lib/web/guard/api";
import { sameOriginPath } from "@/lib/web/session/redirects";

export const config = { api: { bodyParser: false } };

/** The switch in the footer: for this browser and, where somebody is signed in, for the account. */
export default api({
  POST: method({
    access: "public",
    identify: true,
    body: z.object({ language: languageField, page: z.string().optional() }),
    form: { page: "/", done: "/" },
    run: async ({ user, input: { language, page }, req, res }) => {
      if (user) await changeReading(user.id, { language });
      keepLanguage(req, res, language);
      return { status: 200, body: { language }, done: sameOriginPath(page, "/") };
    },
  }),
});
