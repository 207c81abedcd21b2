import { chosenIn } from "@/lib/features/bulk-acts/acts";
import { actOnMany, bulkAnswer, bulkInput } from "@/lib/features/bulk-acts/bulk-acts";
import { outcomesOf } from "@/lib/features/bulk-acts/choice";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Performs one action on up to a hundred users, and returns the result for each.",
    access: { permission: "users.change", recent: true },
    features: ["bulkActs"],
    body: bulkInput,
    response: { 200: bulkAnswer },
    form: {
      // The choice is in the URL of the form: it does not fit in a cookie.
      page: "/admin/users/bulk?act=[act]&ids=[ids]",
      done: "/admin/users/bulk/result",
      keepsList: true,
    },
    run: async ({ asking, body }) => {
      const answer = await actOnMany(asking, body);
      const chosen = new URLSearchParams({ act: body.act, ids: chosenIn(answer.results) });
      return {
        status: 200,
        body: answer,
        done: `/admin/users/bulk/result?${chosen}`,
        told: { outcomes: outcomesOf(answer.results) },
      };
    },
  }),
});
