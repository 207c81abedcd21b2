import { z } from "zod";
import { changePreferences, languageField } from "@/lib/features/accounts/preferences";
import { keepLanguage } from "@/lib/platform/http/reader";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Switches the language of this browser and, for somebody signed in, of the account.",
    access: "public",
    identify: true,
    body: z.object({ language: languageField }),
    response: { 200: z.object({ language: languageField }) },
    problems: ["too_many_requests", "unauthenticated"],
    form: {
      page: "/",
      done: "/",
      pageField: "page",
      needsCookies: "languageNotKept",
    },
    run: async ({ asking, session, body: { language }, req, res }) => {
      // An impersonating administrator switches their own browser.
      if (asking && !session?.impersonator) await changePreferences(asking, { language });
      keepLanguage(req, res, language);
      return { status: 200, body: { language } };
    },
  }),
});
