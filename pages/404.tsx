import { StaticProblemPage } from "@/components/layout/StaticProblemPage";
import { staticProblemPage } from "@/lib/web/guard/static-page";

/** For what does not exist below /_next; other addresses come to [...unknown].tsx. */
export const getStaticProps = staticProblemPage("not_found");

export default StaticProblemPage;
