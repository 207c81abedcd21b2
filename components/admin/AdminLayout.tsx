import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { linksFor, type Navigation } from "@/lib/platform/config/navigation";
import { LEAST_ROLE } from "@/lib/platform/config/roles";
import { withQuery } from "@/lib/platform/http/lists/list-address";

type AdminLayoutProps = {
  viewer: Viewer | null;
  title: string;
  active: Navigation["admin"][number]["href"];
  /** Of a page below a list: the query of the list it was opened from. It leads back there. */
  list?: string;
  children: ReactNode;
};

/** The frame of the administrators' pages: the way back, the title, and the links between them. */
export function AdminLayout({ viewer, title, active, list, children }: AdminLayoutProps) {
  const t = useTexts("admin", "product");
  const current = withQuery(active, list ?? "");
  const links = linksFor("admin", viewer?.role ?? LEAST_ROLE).map(({ href, label }) => ({
    href: href === active ? current : href,
    label: t(label),
  }));
  const above = list === undefined ? undefined : links.find(({ href }) => href === current);
  return (
    <SiteLayout viewer={viewer} title={title} active="admin">
      <PageHeading above={above}>{title}</PageHeading>
      <SectionNav label={t("admin.navigation")} pages={links} active={current} />
      {children}
    </SiteLayout>
  );
}
