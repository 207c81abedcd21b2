import { z } from "zod";
import {
  apiTokensOf,
  apiTokenView,
  madeTokenView,
  makeApiToken,
  newTokenInput,
} from "@/lib/features/api-tokens/api-tokens";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/settings/tokens";

export default api({
  GET: method({
    summary: "Lists the caller's API tokens, newest first.",
    access: "user",
    features: ["apiTokens"],
    response: { 200: z.object({ tokens: z.array(apiTokenView) }) },
    run: async ({ user }) => ({ status: 200, body: { tokens: await apiTokensOf(user.id) } }),
  }),

  POST: method({
    summary: "Creates an API token for the caller. Only this answer contains the token itself.",
    access: { recent: true },
    features: ["apiTokens"],
    body: newTokenInput,
    response: { 201: madeTokenView },
    problems: ["too_many_tokens"],
    limit: "apiTokenByAccount",
    form: {
      page: PAGE,
      done: PAGE,
      notice: "tokenMade",
      tells: ["token"],
      several: ["scopes"],
    },
    run: async ({ asking, body }) => ({ status: 201, body: await makeApiToken(asking, body) }),
  }),
});
