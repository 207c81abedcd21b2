import { ProblemPage } from "@/components/layout/ProblemPage";
import { staticPage } from "@/lib/web/guard/static-page";

export const getStaticProps = staticPage([]);

export default function ServerError() {
  return (
    <ProblemPage
      status={500}
      title="Something went wrong on our side"
      detail="Nothing you did was lost. Please try again in a moment."
      action={{ href: "/", label: "Go to the start page" }}
    />
  );
}
