export type Section = "dashboard" | "settings" | "admin";

const sections = [
  { key: "dashboard", href: "/dashboard", label: "Dashboard" },
  { key: "settings", href: "/settings", label: "Settings" },
  { key: "admin", href: "/admin", label: "Admin" },
] as const;

/** The parts of the app that somebody of this role has a link to; the guards decide who enters. */
export function sectionsFor(role: string) {
  return sections.filter(({ key }) => key !== "admin" || role === "admin");
}
