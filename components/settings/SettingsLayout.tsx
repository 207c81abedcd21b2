import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";

const pages = [
  { href: "/settings", label: "settings.profile" },
  { href: "/settings/password", label: "settings.password" },
  { href: "/settings/email", label: "settings.email" },
  { href: "/settings/account", label: "settings.account" },
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
  const t = useTexts("settings");
  const links = pages.map(({ href, label }) => ({ href, label: t(label) }));
  const page = links.find(({ href }) => href === active)?.label ?? "";
  return (
    <SiteLayout viewer={viewer} title={t("settings.pageTitle", { page })} active="settings">
      <PageHeading>{t("settings.title")}</PageHeading>
      <SectionNav label={t("settings.title")} pages={links} active={active} />
      {notice && <Notice tone="success">{notice}</Notice>}
      {children}
    </SiteLayout>
  );
}
