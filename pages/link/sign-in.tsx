import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Notice } from "@/components/ui/Notice";
import { lookAtSignInLink } from "@/lib/features/sign-in/mail-proof";
import { linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";
import { mailOf } from "@/lib/web/session/browser-cookies";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

// Opening the link changes nothing: mail scanners open links too. The form does.
export const getServerSideProps = page(
  { access: "public", features: ["emailSignIn"], texts: ["mailSignIn"] },
  async ({ flash, query, req, csrfToken }) => {
    csrfToken();
    return { props: { link: await lookAtSignInLink(linkToken(query, flash), mailOf(req)) } };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignInLink({ link, viewer }: Props) {
  const t = useTexts("mailSignIn");
  if (link.state === "elsewhere") {
    return (
      <AuthLayout
        title={t("mailSignIn.elsewhereTitle")}
        heading={t("mailSignIn.elsewhereTitle")}
        lead={t("mailSignIn.elsewhereLead")}
        viewer={viewer}
      >
        <p>
          <strong>
            <code>{link.code}</code>
          </strong>
        </p>
        <Notice>{t("mailSignIn.elsewhereWarning")}</Notice>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title={t("mailSignIn.linkTitle")}
      heading={t("mailSignIn.linkTitle")}
      lead={link.state === "here" && t("mailSignIn.linkLead", { email: link.email })}
      viewer={viewer}
    >
      {link.state === "here" ? (
        <Form action="/api/auth/callback/mail">
          <input type="hidden" name="token" value={link.token} />
          <input type="hidden" name="callbackUrl" value={link.callbackUrl} />
          <SubmitButton pendingLabel={t("mailSignIn.codePending")} wide>
            {t("mailSignIn.linkSubmit")}
          </SubmitButton>
        </Form>
      ) : (
        <>
          <FormError>{t("mailSignIn.dead")}</FormError>
          <LinkButton href="/signin/mail?again" variant="secondary" wide>
            {t("mailSignIn.startAgain")}
          </LinkButton>
        </>
      )}
    </AuthLayout>
  );
}
