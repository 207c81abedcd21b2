import { beginPasskey, creationOptions } from "@/lib/features/passkeys/options";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  POST: method({
    summary: "Begins to add a passkey: returns what a browser needs to create one.",
    access: { recent: true },
    withoutFactor: true,
    response: { 200: creationOptions },
    limit: "passkeyByAccount",
    run: async ({ user, session }) => ({ status: 200, body: await beginPasskey(user, session.id) }),
  }),
});
