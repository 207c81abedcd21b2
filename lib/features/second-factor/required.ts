import { env } from "@/lib/platform/config/env";
import { administers, type Role } from "@/lib/platform/config/roles";

/** Whether accounts of a role must have a second factor; see REQUIRE_SECOND_FACTOR. */
export function requiresSecondFactor(role: Role): boolean {
  if (env.REQUIRE_SECOND_FACTOR === "admins") return administers(role);
  return env.REQUIRE_SECOND_FACTOR === "everyone";
}
