import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";

const pages = [
  { href: "/admin", label: "Users" },
  { href: "/admin/events", label: "Audit trail" },
] as const;

type AdminLayoutProps = {
  viewer: Viewer | null;
  title: string;
  active: (typeof pages)[number]["href"];
  children: ReactNode;
};

/** The frame of the administrators' pages: the title, and the links between them. */
export function AdminLayout({ viewer, title, active, children }: AdminLayoutProps) {
  return (
    <SiteLayout viewer={viewer} title={title} active="admin">
      <PageHeading>{title}</PageHeading>
      <SectionNav label="Administration" pages={pages} active={active} />
      {children}
    </SiteLayout>
  );
}
