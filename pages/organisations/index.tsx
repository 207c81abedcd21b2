import type { InferGetServerSidePropsType } from "next";
import { PageHeading } from "@/components/layout/PageHeading";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { OrganisationTable } from "@/components/organisations/OrganisationTable";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import { organisationsOf } from "@/lib/features/organisations/organisations";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "user", features: ["organisations"], texts: ["organisations", "memberRoles"] },
  async ({ user, flash }) => ({
    props: { organisations: await organisationsOf(user.id), notice: flash?.notice ?? null },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Organisations({ viewer, organisations, notice }: Props) {
  const t = useTexts("organisations");
  return (
    <SiteLayout viewer={viewer} title={t("organisations.title")} active="organisations">
      <PageHeading>{t("organisations.title")}</PageHeading>
      {notice && <Notice tone="success">{notice}</Notice>}
      <OrganisationTable organisations={organisations} />
      <div>
        <LinkButton href="/organisations/new">{t("organisations.make")}</LinkButton>
      </div>
    </SiteLayout>
  );
}
