import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { Notice } from "@/components/ui/Notice";

const pages = [
  { href: "/settings", label: "Profile" },
  { href: "/settings/password", label: "Password" },
  { href: "/settings/email", label: "E-mail" },
  { href: "/settings/account", label: "Your data" },
] as const;

type SettingsLayoutProps = {
  viewer: Viewer | null;
  active: (typeof pages)[number]["href"];
  /** What the last action did. */
  notice: string | null;
  children: ReactNode;
};

/** The frame of the settings pages: the links between them, and what the last action did. */
export function SettingsLayout({ viewer, active, notice, children }: SettingsLayoutProps) {
  const label = pages.find(({ href }) => href === active)?.label ?? "Settings";
  return (
    <SiteLayout viewer={viewer} title={`${label} settings`} active="settings">
      <PageHeading>Settings</PageHeading>
      <SectionNav label="Settings" pages={pages} active={active} />
      {notice && <Notice tone="success">{notice}</Notice>}
      {children}
    </SiteLayout>
  );
}
