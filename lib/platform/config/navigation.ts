import { type Feature, isOn } from "./features";
import { type MemberAccess, type MemberRole, memberFits } from "./organisations/member-roles";
import { fits, type Role, type RoleAccess } from "./roles";

/**
 * The links of the app: at its top, and between the pages of the settings and of the administration. A link
 * is shown to users whom its page lets in; the page's guard decides, and a test compares each link with
 * what its page declares.
 *
 * `label` is a key of the catalogue: of the part's own section, or of the section `product` in
 * product/texts, which holds a product's own labels.
 */
type Entry = {
  href: string;
  label: `${"layout" | "settings" | "admin" | "product"}.${string}`;
  /** The role that the page requires; nothing where any signed-in user may enter. */
  access?: RoleAccess;
  /** The page's features: it exists while one of these is on. */
  features?: readonly Feature[];
};

/** At the top of every page, for signed-in users. `key` is how a page names its part. */
const main = [
  { key: "dashboard", href: "/dashboard", label: "layout.dashboard" },
  {
    key: "organisations",
    href: "/organisations",
    label: "layout.organisations",
    features: ["organisations"],
  },
  { key: "settings", href: "/settings", label: "layout.settings" },
  {
    key: "admin",
    href: "/admin",
    label: "layout.admin",
    access: { permission: "users.read" },
  },
] as const satisfies readonly (Entry & { key: string })[];

/** Below /settings. */
const settings = [
  { href: "/settings", label: "settings.profile" },
  { href: "/settings/password", label: "settings.password" },
  { href: "/settings/security", label: "settings.security" },
  { href: "/settings/email", label: "settings.email", features: ["emailChange"] },
  { href: "/settings/connections", label: "settings.connections" },
  { href: "/settings/sessions", label: "settings.sessions" },
  { href: "/settings/tokens", label: "settings.tokens", features: ["apiTokens"] },
  { href: "/settings/language", label: "settings.language" },
  {
    href: "/settings/account",
    label: "settings.account",
    features: ["dataExport", "accountDeletion"],
  },
] as const satisfies readonly Entry[];

/** Below /admin. */
const admin = [
  { href: "/admin", label: "admin.users", access: { permission: "users.read" } },
  {
    href: "/admin/organisations",
    label: "admin.organisations",
    access: { permission: "organisations.read" },
    features: ["organisations"],
  },
  {
    href: "/admin/invitations",
    label: "admin.invitations",
    access: { permission: "users.read" },
    features: ["accountInvitations"],
  },
  {
    href: "/admin/figures",
    label: "admin.figures",
    access: { permission: "users.read" },
    features: ["figures"],
  },
  { href: "/admin/events", label: "admin.trail", access: { permission: "events.read" } },
  { href: "/admin/mail", label: "admin.mail", access: { permission: "mail.manage" } },
] as const satisfies readonly Entry[];

export const navigation = { main, settings, admin } as const;

export type Navigation = typeof navigation;

/** The name by which a page says which part it belongs to. */
export type Section = Navigation["main"][number]["key"];

/** The links of one part for a user of this role. */
export function linksFor<Part extends keyof Navigation>(
  part: Part,
  role: Role,
): Navigation[Part][number][] {
  const entries: readonly (Navigation[Part][number] & Entry)[] = navigation[part];
  return entries.filter(
    ({ access, features }) => isOn(features) && (!access || fits(role, access)),
  );
}

/** The pages of an organisation, below its address; `access` as the page declares it. */
const organisation = [
  { page: "members", label: "organisations.members", access: { member: "member" } },
  {
    page: "invitations",
    label: "organisations.invitations",
    access: { permission: "members.invite" },
  },
  { page: "settings", label: "organisations.settings", access: { member: "member" } },
  {
    page: "events",
    label: "organisations.events",
    access: { permission: "organisation.events" },
  },
] as const satisfies readonly { page: string; label: string; access: MemberAccess }[];

export type OrganisationPage = (typeof organisation)[number]["page"];

/** The links between the pages of an organisation for a member of this role. */
export const linksOfOrganisation = (role: MemberRole): (typeof organisation)[number][] =>
  organisation.filter(({ access }) => memberFits(role, access));
