import { ProblemPage } from "@/components/layout/ProblemPage";
import { useTexts } from "@/components/reader/useTexts";
import { staticPage } from "@/lib/web/guard/static-page";

export const getStaticProps = staticPage(["notFound"]);

export default function NotFound() {
  const t = useTexts("layout", "notFound");
  return (
    <ProblemPage
      status={404}
      title={t("notFound.title")}
      detail={t("notFound.text")}
      action={{ href: "/", label: t("layout.toStart") }}
    />
  );
}
