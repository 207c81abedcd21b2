import type { InferGetServerSidePropsType } from "next";
import { ApiReference } from "@/components/docs/ApiReference";
import { SiteLayout } from "@/components/layout/SiteLayout";
import { useTexts } from "@/components/reader/useTexts";
import { apiReference } from "@/lib/web/api-reference/reference";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "public", features: ["apiReference"], texts: ["apiReference"] },
  () => ({ props: { reference: apiReference() } }),
);

/** Nothing on it needs a script, and its content would be sent a second time for one. */
export const config = { unstable_runtimeJS: false };

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ApiReferencePage({ viewer, reference }: Props) {
  const t = useTexts("apiReference");
  return (
    <SiteLayout viewer={viewer} title={t("apiReference.title")}>
      <ApiReference reference={reference} />
    </SiteLayout>
  );
}
