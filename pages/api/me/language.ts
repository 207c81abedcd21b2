import {
  changePreferences,
  preferencesInput,
  readingView,
} from "@/lib/features/accounts/preferences";
import { keepLanguage } from "@/lib/platform/http/reader";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  PATCH: method({
    summary: "Sets the language and the time zone in which the caller is written to.",
    access: "user",
    body: preferencesInput,
    response: { 200: readingView },
    problems: ["too_many_requests"],
    form: { page: "/settings/language", done: "/settings/language", notice: "languageSaved" },
    run: async ({ asking, body, req, res }) => {
      const stored = readingView.parse(await changePreferences(asking, body));
      keepLanguage(req, res, stored.language);
      return { status: 200, body: stored };
    },
  }),
});
