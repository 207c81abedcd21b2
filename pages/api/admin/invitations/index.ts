import {
  accountInvitationPage,
  accountInvitationView,
  invitationInput,
  invitationsQuery,
  inviteToSignUp,
  pageOfInvitations,
} from "@/lib/features/invitations/invitations";
import { api, method } from "@/lib/web/guard/api";

export const config = { api: { bodyParser: false } };

export default api({
  GET: method({
    summary: "Lists the open invitations to create an account, newest first, a page at a time.",
    access: { permission: "users.read" },
    features: ["accountInvitations"],
    query: invitationsQuery,
    response: { 200: accountInvitationPage },
    // The operator closes it with SIGN_UP, too.
    problems: ["not_found"],
    run: async ({ query }) => ({ status: 200, body: await pageOfInvitations(query) }),
  }),

  POST: method({
    summary: "Invites somebody by mail to create an account; an earlier invitation is replaced.",
    access: { permission: "users.change", recent: true },
    features: ["accountInvitations"],
    body: invitationInput,
    response: { 201: accountInvitationView },
    problems: ["not_found"],
    limit: "bringInByAccount",
    form: {
      page: "/admin/invitations",
      done: "/admin/invitations",
      notice: "invited",
      shows: ["email"],
    },
    run: async ({ asking, body }) => ({ status: 201, body: await inviteToSignUp(asking, body) }),
  }),
});
