import type { Role } from "@/lib/platform/config/roles";

type EachRole = Record<Role, string>;

/** The roles of lib/platform/config/roles.ts. */
export const roles = {
  /** What each is called. */
  roles: {
    user: "User",
    admin: "Administrator",
  },
  /** What each may do, beside its name where an administrator chooses one. */
  roleTexts: {
    user: "sees their own account only",
    admin: "sees and changes every account",
  },
} as const satisfies { roles: EachRole; roleTexts: EachRole };
