import { MEMBER_ROLES } from "@/lib/platform/config/organisations/member-roles";
import { ROLES } from "@/lib/platform/config/roles";
import { t } from "@/lib/platform/texts/t";
import { EVENT_NAMES, EVENT_TYPES, MEMBER_ROLE_CHANGE, ROLE_CHANGE } from "./events";

/** The types with their labels, in the reader's language: for a choice. */
export const eventTypes = () =>
  EVENT_TYPES.map((type) => ({ value: type, label: t(`eventTypes.${type}`) }));

/** The label of an event, in the reader's language; its type where an earlier version wrote it. */
export function labelOf({ type, detail }: { type: string; detail: string | null }): string {
  const role = type === ROLE_CHANGE && ROLES.find((known) => known === detail);
  if (role) return t("events.authz_change", { role: t(`roles.${role}`) });
  const member = type === MEMBER_ROLE_CHANGE && MEMBER_ROLES.find((known) => known === detail);
  if (member) return t("events.member_role", { role: t(`memberRoles.${member}`) });
  const name = EVENT_NAMES.find((known) => known === (detail ? `${type}:${detail}` : type));
  return name ? t(`events.${name}`) : type;
}
