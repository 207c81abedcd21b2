import { db } from "@/lib/platform/db/client";
import * as organisations from "@/lib/platform/db/tables/organisations/organisations";
import * as users from "@/lib/platform/db/tables/users";
import { newEmail } from "@/tests/support/people/accounts";

/** A call of every function that a module exports. */
export type Calls<Module> = {
  [Name in keyof Module as Module[Name] extends (...given: never[]) => unknown
    ? Name
    : never]: () => unknown;
};

export let user: users.User;
export let organisation: organisations.Organisation;
export const soon = new Date(Date.now() + 60_000);
export const long = new Date(0);
export const first = { after: null, take: 26 };

/** Stores the user and the organisation that the calls are about. */
export async function storeRows(): Promise<void> {
  user = await users.createUser({ name: "Ada Lovelace", email: newEmail() });
  organisation = await organisations.createOrganisation({ slug: newEmail(), name: "Engines" }, db);
}
