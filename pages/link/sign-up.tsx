import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import { lookAtSignUpLink } from "@/lib/features/providers/waiting";
import { formState, linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";
import { waitingOf } from "@/lib/web/session/browser-cookies";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

// Opening the link changes nothing: mail scanners open links too. The form does.
export const getServerSideProps = page(
  { access: "public", features: ["signUp"], texts: ["signUpAddress"] },
  async ({ flash, query, req }) => ({
    props: {
      link: await lookAtSignUpLink(linkToken(query, flash), waitingOf(req)),
      message: formState(flash, "POST /api/account/identity/confirm").message,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignUpLink({ link, message, viewer }: Props) {
  const t = useTexts("signUpAddress");
  return (
    <AuthLayout
      title={t("signUpAddress.linkTitle")}
      heading={t("signUpAddress.linkTitle")}
      lead={link && t("signUpAddress.linkLead", link)}
      viewer={viewer}
    >
      <FormError>{message}</FormError>
      {link ? (
        <Form action="/api/account/identity/confirm">
          <input type="hidden" name="token" value={link.token} />
          <SubmitButton pendingLabel={t("signUpAddress.linkPending")} wide>
            {t("signUpAddress.linkSubmit")}
          </SubmitButton>
        </Form>
      ) : (
        <>
          {!message && <Notice>{t("signUpAddress.dead")}</Notice>}
          <LinkButton href="/signin" variant="secondary" wide>
            {t("signUpAddress.startAgain")}
          </LinkButton>
        </>
      )}
    </AuthLayout>
  );
}
