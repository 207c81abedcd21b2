import { Problem } from "@/lib/platform/core/problem";
import { page } from "@/lib/web/guard/page";

// A sentence and a link: no framework in the browser.
export const config = { unstable_runtimeJS: false };

/** Whatever no other file answers: a 404 in the language of who asks, which a built page cannot know. */
export const getServerSideProps = page({ access: "public" }, () => {
  throw new Problem("not_found");
});

/** Never rendered: _app shows the problem in its place. */
export default function Unknown() {
  return null;
}
