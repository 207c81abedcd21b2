import { ProblemPage } from "@/components/layout/ProblemPage";
import { useTexts } from "@/components/reader/useTexts";
import { staticPage } from "@/lib/web/guard/static-page";

export const getStaticProps = staticPage(["failed"]);

export default function ServerError() {
  const t = useTexts("layout", "failed");
  return (
    <ProblemPage
      status={500}
      title={t("failed.title")}
      detail={t("failed.text")}
      action={{ href: "/", label: t("layout.toStart") }}
    />
  );
}
