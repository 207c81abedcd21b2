import { COUNT_LIMIT } from "@/lib/features/admin/user-list";
import { ROLES, type Role } from "@/lib/platform/config/roles";
import { countFactors } from "@/lib/platform/db/tables/user-search";

/** How many accounts of a role have a second factor; null where there are more than COUNT_LIMIT. */
export type FactorFigure = { role: Role; protected: number | null; all: number | null };

/** The share of accounts with a second factor, role by role, the mightiest first. */
export function factorFigures(): Promise<FactorFigure[]> {
  const upToLimit = (count: number) => (count > COUNT_LIMIT ? null : count);
  return Promise.all(
    [...ROLES].reverse().map(async (role) => {
      const counted = await countFactors(role, COUNT_LIMIT + 1);
      return { role, protected: upToLimit(counted.protected), all: upToLimit(counted.all) };
    }),
  );
}
