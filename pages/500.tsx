import { StaticProblemPage } from "@/components/layout/StaticProblemPage";
import { staticProblemPage } from "@/lib/web/guard/static-page";

/** For an error that no guard has caught, such as one in the rendering of a page. */
export const getStaticProps = staticProblemPage("internal");

export default StaticProblemPage;
