import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { linksFor, type Navigation } from "@/lib/platform/config/navigation";
import { LEAST_ROLE } from "@/lib/platform/config/roles";

type SettingsLayoutProps = {
  viewer: Viewer | null;
  active: Navigation["settings"][number]["href"];
  /** The result of the last action. */
  notice: string | null;
  children: ReactNode;
};

/** The frame of the settings pages: the page's name, the links between them, and the result of the last action. */
export function SettingsLayout({ viewer, active, notice, children }: SettingsLayoutProps) {
  const t = useTexts("settings", "product");
  const links = linksFor("settings", viewer?.role ?? LEAST_ROLE).map(({ href, label }) => ({
    href,
    label: t(label),
  }));
  const page = links.find(({ href }) => href === active)?.label ?? "";
  return (
    <SiteLayout viewer={viewer} title={t("settings.pageTitle", { page })} active="settings">
      <PageHeading>{page}</PageHeading>
      <SectionNav label={t("settings.title")} pages={links} active={active} />
      {notice && <Notice tone="success">{notice}</Notice>}
      {children}
    </SiteLayout>
  );
}
