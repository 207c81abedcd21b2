import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { isFirstAdminToken } from "@/lib/features/admin/first-admin";
import { linkToken } from "@/lib/platform/http/flash";
import { t } from "@/lib/platform/texts/t";
import { page } from "@/lib/web/guard/page";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

// The password is asked for before the page, not after its button: the way back keeps the link.
export const getServerSideProps = page(
  { access: { recent: true }, texts: ["firstAdmin"] },
  async ({ user, flash, query }) => {
    const token = linkToken(query, flash);
    const works = token !== null && (await isFirstAdminToken(token));
    return {
      props: {
        email: user.email,
        token: works ? token : null,
        message: flash?.message ?? (works ? null : t("details.linkDeadRestart")),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** The page of the printed link. Opening it changes nothing; the button does. */
export default function FirstAdmin({ viewer, email, token, message }: Props) {
  const t = useTexts("firstAdmin");
  return (
    <AuthLayout
      title={t("firstAdmin.title")}
      heading={t("firstAdmin.title")}
      lead={token ? t("firstAdmin.lead", { email }) : t("firstAdmin.without")}
      viewer={viewer}
    >
      <FormError>{message}</FormError>
      {token && (
        <Form action="/api/admin/first">
          <input type="hidden" name="token" value={token} />
          <SubmitButton pendingLabel={t("firstAdmin.pending")} wide>
            {t("firstAdmin.submit")}
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}
