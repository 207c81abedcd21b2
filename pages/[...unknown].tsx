import { Problem } from "@/lib/platform/core/problem";
import { page } from "@/lib/web/guard/page";

// A sentence and a link: no framework in the browser.
export const config = { unstable_runtimeJS: false };

/** Any other address: a 404 in the reader's language, which a prebuilt page cannot know. */
export const getServerSideProps = page({ access: "public" }, () => {
  throw new Problem("not_found");
});

/** Never rendered: _app shows the problem instead. */
export default function Unknown() {
  return null;
}
