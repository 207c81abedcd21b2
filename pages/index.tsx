import { page } from "@/lib/web/guard/page";
import { FrontPage } from "@/product/pages/front/FrontPage";

export const getServerSideProps = page({ access: "public", texts: ["front"] }, () => ({
  props: {},
}));

export default FrontPage;
