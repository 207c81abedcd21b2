import { StaticProblemPage } from "@/components/layout/StaticProblemPage";
import { staticPage } from "@/lib/web/guard/static-page";

/** For what does not exist below /_next; other addresses come to [...unknown].tsx. */
export const getStaticProps = staticPage("not_found");

export default StaticProblemPage;
