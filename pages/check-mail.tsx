import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { anybodyMaySignUp } from "@/lib/features/invitations/who-may-sign-up";
import { env } from "@/lib/platform/config/env";
import { formState } from "@/lib/platform/http/flash";
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import { afterSignIn } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "public", texts: ["checkMail"] },
  ({ flash, query }) => {
    const callbackUrl = afterSignIn(query.callbackUrl ?? flash?.values?.callbackUrl);
    return {
      props: {
        ...formState(flash, "POST /api/account/verify-email/resend"),
        notice: flash?.notice ?? null,
        callbackUrl,
        signIn: wayInPath("/signin", callbackUrl),
        signUp: anybodyMaySignUp() ? wayInPath("/signup", callbackUrl) : null,
        /** As just typed: it reveals nothing. */
        email: flash?.values?.email ?? null,
        /** Without a mail server the mail is on this machine: say where. */
        folder: env.SMTP_URL ? null : `${env.DATA_DIR}/mail`,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function CheckMail(props: Props) {
  const { message, errors, callbackUrl, signIn, signUp, email, notice, folder } = props;
  const t = useTexts("checkMail");
  // Nothing was sent to an address that was refused.
  const sentTo = errors.email ? null : email;
  return (
    <AuthLayout
      title={t("checkMail.title")}
      heading={t("checkMail.title")}
      lead={sentTo ? t("checkMail.leadTo", { email: sentTo }) : t("checkMail.lead")}
      footer={
        <>
          {t("checkMail.alreadyConfirmed")} <Link href={signIn}>{t("checkMail.signIn")}</Link>
        </>
      }
    >
      {notice && <Notice tone="success">{notice}</Notice>}
      {folder && (
        <Notice>{t.nodes("checkMail.noServer", { folder: <code>{folder}</code> })}</Notice>
      )}
      <Form action="/api/account/verify-email/resend">
        <FormError errors={errors}>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        {sentTo ? (
          <>
            <p>
              {t("checkMail.hint")}{" "}
              {signUp && <Link href={signUp}>{t("checkMail.wrongAddress")}</Link>}
            </p>
            <input type="hidden" name="email" value={sentTo} />
          </>
        ) : (
          <EmailField
            hint={t("checkMail.hint")}
            defaultValue={email ?? undefined}
            error={errors.email}
          />
        )}
        <SubmitButton variant="secondary" wide>
          {t("checkMail.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
