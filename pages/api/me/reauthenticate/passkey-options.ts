import { requestOptions } from "@/lib/features/passkeys/options";
import { askAgainForPasskey } from "@/lib/features/sign-in/reauthenticate";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary:
      "Asks the caller for one of their passkeys, to make the session recently authenticated.",
    access: "user",
    response: { 200: requestOptions },
    limit: "passkeyByAccount",
    run: async ({ asking }) => ({ status: 200, body: await askAgainForPasskey(asking) }),
  }),
});
