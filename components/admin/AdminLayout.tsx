import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";

const pages = [
  { href: "/admin", label: "admin.users" },
  { href: "/admin/events", label: "admin.trail" },
] as const;

type AdminLayoutProps = {
  viewer: Viewer | null;
  title: string;
  active: (typeof pages)[number]["href"];
  children: ReactNode;
};

/** The frame of the administrators' pages: the title, and the links between them. */
export function AdminLayout({ viewer, title, active, children }: AdminLayoutProps) {
  const t = useTexts("admin");
  const links = pages.map(({ href, label }) => ({ href, label: t(label) }));
  return (
    <SiteLayout viewer={viewer} title={title} active="admin">
      <PageHeading>{title}</PageHeading>
      <SectionNav label={t("admin.navigation")} pages={links} active={active} />
      {children}
    </SiteLayout>
  );
}
