import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { linksFor, type Navigation } from "@/lib/platform/config/navigation";
import { LEAST_ROLE } from "@/lib/platform/config/roles";

type AdminLayoutProps = {
  viewer: Viewer | null;
  title: string;
  active: Navigation["admin"][number]["href"];
  children: ReactNode;
};

/** The frame of the administrators' pages: the title, and the links between them. */
export function AdminLayout({ viewer, title, active, children }: AdminLayoutProps) {
  const t = useTexts("admin", "product");
  const links = linksFor("admin", viewer?.role ?? LEAST_ROLE).map(({ href, label }) => ({
    href,
    label: t(label),
  }));
  return (
    <SiteLayout viewer={viewer} title={title} active="admin">
      <PageHeading>{title}</PageHeading>
      <SectionNav label={t("admin.navigation")} pages={links} active={active} />
      {children}
    </SiteLayout>
  );
}
