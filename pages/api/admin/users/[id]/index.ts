import { z } from "zod";
import {
  changeUser,
  changeUserInput,
  userDetails,
  userDetailsView,
} from "@/lib/features/admin/user-actions";
import { signsInWith, signsInWithView } from "@/lib/features/sign-in-methods/sign-in-methods";
import { idParams } from "@/lib/platform/http/route-params";
import { api, method } from "@/lib/web/guard/api";
import { nameOfProvider } from "@/lib/web/providers/list";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Returns one user.",
    access: { permission: "users.read" },
    token: "users:read",
    params: idParams,
    response: {
      200: userDetailsView.extend({ signsInWith: signsInWithView }).meta({ id: "WholeUser" }),
    },
    run: async ({ params: { id } }) => {
      const user = await userDetails(id);
      return { status: 200, body: { ...user, signsInWith: await signsInWith(id, nameOfProvider) } };
    },
  }),

  PATCH: method({
    summary: "Gives a user another role, disables or enables them.",
    access: { permission: "users.change", recent: true },
    params: idParams,
    body: changeUserInput,
    response: { 200: userDetailsView },
    problems: ["address_unverified", "last_admin", "last_owner"],
    form: {
      page: "/admin/users/[id]",
      ask: "/admin/users/[id]/[form]",
      done: "/admin/users/[id]",
      keepsList: true,
      notice: "saved",
      // The role to go back to.
      fields: z.object({ was: z.string().max(40).optional() }),
      shows: ["was"],
    },
    run: async ({ asking, params, body }) => {
      await changeUser(asking, params.id, body);
      return { status: 200, body: await userDetails(params.id) };
    },
  }),
});
