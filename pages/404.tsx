import { ProblemPage } from "@/components/layout/ProblemPage";
import { staticPage } from "@/lib/web/guard/static-page";

export const getStaticProps = staticPage([]);

export default function NotFound() {
  return (
    <ProblemPage
      status={404}
      title="There is nothing here"
      detail="The address may be mistyped, or the page may have moved."
      action={{ href: "/", label: "Go to the start page" }}
    />
  );
}
