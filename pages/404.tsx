import { StaticProblemPage } from "@/components/layout/StaticProblemPage";
import { staticProblemPage } from "@/lib/web/guard/static-page";

/** For unknown addresses below /_next; others come to [...unknown].tsx. */
export const getStaticProps = staticProblemPage("not_found");

export default StaticProblemPage;
