import { page } from "@/lib/web/guard/page";
import { FrontPage } from "@/product/pages/front/FrontPage";

// Nothing on it needs a script: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page({ access: "public", texts: ["front"] }, () => ({
  props: {},
}));

export default FrontPage;
