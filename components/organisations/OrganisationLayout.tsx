import type { ReactNode } from "react";
import { PageHeading } from "@/components/layout/PageHeading";
import { SectionNav } from "@/components/layout/SectionNav";
import { SiteLayout } from "@/components/layout/SiteLayout";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { Typed } from "@/components/ui/Typed";
import type { OrganisationView } from "@/lib/features/organisations/organisations";
import { linksOfOrganisation, type OrganisationPage } from "@/lib/platform/config/navigation";

type OrganisationLayoutProps = {
  viewer: Viewer | null;
  organisation: OrganisationView;
  active: OrganisationPage;
  /** The result of the last action. */
  notice?: string | null;
  children: ReactNode;
};

/** The frame of one organisation's pages: its name, and the links for the reader's role. */
export function OrganisationLayout(props: OrganisationLayoutProps) {
  const { viewer, organisation, active, notice, children } = props;
  const t = useTexts("organisations", "product");
  const { slug, name, role } = organisation;
  const links = linksOfOrganisation(role).map(({ page, label }) => ({
    href: `/organisations/${slug}/${page}`,
    label: t(label),
  }));
  const path = `/organisations/${slug}/${active}`;
  const page = links.find(({ href }) => href === path)?.label ?? "";
  return (
    <SiteLayout
      viewer={viewer}
      title={t("organisations.pageTitle", { page, name })}
      active="organisations"
    >
      <PageHeading>
        <Typed>{name}</Typed>
      </PageHeading>
      <SectionNav label={t("organisations.pages", { name })} pages={links} active={path} />
      {notice && <Notice tone="success">{notice}</Notice>}
      {children}
    </SiteLayout>
  );
}
