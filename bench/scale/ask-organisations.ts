// Asks a filled database what the app asks about organisations: all queries once for each message, which is the
// number of the round. Started by organisations.mjs.
import { idOf } from "./organisations.mjs";

const count = Number(process.argv[2]);

async function main(): Promise<void> {
  const members = await import("@/lib/platform/db/tables/organisations/members");
  const invitations = await import("@/lib/platform/db/tables/organisations/invitations");
  const lists = await import("@/lib/platform/db/tables/people/user-lists");
  const admin = await import("@/lib/features/admin/organisation-list");
  const { db } = await import("@/lib/platform/db/client");
  const large = idOf("2", 0);

  /** What is asked, about the organisation and the user with that number. */
  const questions: Record<string, (i: number) => Promise<unknown>> = {
    "the guard: a member": (i) => members.findMembership(`team-${i}`, idOf("1", i)),
    "the guard: a stranger": (i) => members.findMembership(`team-${i}`, idOf("1", i + 1)),
    "the organisations of a person": (i) => members.listMemberships(idOf("1", i), 100),
    "how many those are": (i) => members.countMemberships(idOf("1", i), db),
    "a page of members": (i) => members.listMembers(idOf("2", i), { after: null, take: 51 }),
    "a page of ten thousand members": () => members.listMembers(large, { after: null, take: 51 }),
    "the same, deep": () =>
      members.listMembers(large, { after: idOf("1", Math.min(count, 10_000) - 60), take: 51 }),
    "another owner": (i) => members.hasOtherOwner(idOf("2", i), idOf("1", i)),
    "another owner among ten thousand": () => members.hasOtherOwner(large, ""),
    "whom a person owns": (i) => members.listOwned(idOf("1", i)),
    "the invitations of an organisation": (i) => invitations.listInvitations(idOf("2", i), 200),
    "the invitations to an address": (i) => invitations.listInvitationsTo(`guest${i}@example.com`),
    "administrators: a page of organisations": () => admin.pageOfOrganisations(null),
    "administrators: the same, deep": () => admin.pageOfOrganisations(idOf("2", 60)),
    "administrators: one with ten thousand members": () =>
      admin.detailsOfOrganisation("team-0", null),
    "administrators: the users of an organisation": (i) =>
      lists.listUsersOf(idOf("2", i), { after: null, take: 26 }),
  };

  process.on("message", async (round: number) => {
    const i = 1 + ((round * 7919) % (count - 2));
    const times: Record<string, number> = {};
    for (const [name, ask] of Object.entries(questions)) {
      const start = performance.now();
      await ask(i);
      times[name] = performance.now() - start;
    }
    process.send?.(times);
  });
  process.send?.("ready");
}

void main();
