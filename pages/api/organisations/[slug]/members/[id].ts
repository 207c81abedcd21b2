import { slugAndIdParams } from "@/lib/features/organisations/fields";
import {
  changeMember,
  endMembership,
  memberInput,
  memberView,
} from "@/lib/features/organisations/members";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

const PAGE = "/organisations/[slug]/members";

export default api({
  PATCH: method({
    summary: "Gives a member of an organisation another role, no higher than the caller's own.",
    access: { permission: "members.change", recent: true },
    features: ["organisations"],
    params: slugAndIdParams,
    body: memberInput,
    response: { 200: memberView },
    problems: ["last_owner"],
    form: { page: PAGE, done: PAGE, notice: "memberRoleChanged" },
    run: async ({ asking, membership, params, body }) => ({
      status: 200,
      body: await changeMember({ asking, membership }, params.id, body),
    }),
  }),

  DELETE: method({
    summary: "Removes a member from an organisation; every member may leave.",
    access: { member: "member", recent: true },
    features: ["organisations"],
    params: slugAndIdParams,
    response: { 204: null },
    problems: ["forbidden", "last_owner"],
    form: { page: PAGE, done: PAGE, notice: "membershipEnded" },
    run: async ({ asking, membership, user, params }) => {
      await endMembership({ asking, membership }, params.id);
      // A former member no longer sees its pages.
      return { status: 204, ...(params.id === user.id && { done: "/organisations" }) };
    },
  }),
});
