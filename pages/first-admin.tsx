import type { InferGetServerSidePropsType } from "next";
import { LinkPage } from "@/components/auth/LinkPage";
import { isFirstAdminToken } from "@/lib/features/admin/first-admin";
import { linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

// The password is asked for before the page, not after its button: the way back keeps the link.
export const getServerSideProps = page(
  { access: { recent: true } },
  async ({ user, flash, query }) => {
    const token = linkToken(query, flash);
    const works = token !== null && (await isFirstAdminToken(token));
    return {
      props: {
        email: user.email,
        token: works ? token : null,
        message: flash?.message ?? (works ? null : "This link does not work any more."),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function FirstAdmin({ viewer, email, token, message }: Props) {
  return (
    <LinkPage
      title="The first administrator"
      heading="The first administrator"
      lead={`Makes ${email} the administrator of this app.`}
      without="Start the app to have a new link printed, as long as there is no administrator."
      action="/api/admin/first"
      button="Become the administrator"
      token={token}
      message={message}
      viewer={viewer}
    />
  );
}
