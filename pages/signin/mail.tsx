import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { EmailField } from "@/components/form/fields/EmailField";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { askedByMail } from "@/lib/features/sign-in/mail-request";
import { formState } from "@/lib/platform/http/flash";
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import { mailOf } from "@/lib/web/session/browser-cookies";
import { afterSignIn } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

const FORM = "POST /api/account/sign-in-mail";

export const getServerSideProps = page(
  { access: "anonymous", features: ["emailSignIn"], texts: ["mailSignIn", "signIn"] },
  async ({ flash, query, req, csrfToken }) => {
    csrfToken();
    const callbackUrl = afterSignIn(query.callbackUrl);
    const asked = "again" in query ? null : await askedByMail(mailOf(req));
    const { message, errors, values } = formState(flash, FORM);
    return {
      props: {
        callbackUrl,
        /** Where a code was sent, as typed in this browser: it reveals nothing. */
        email: asked?.email ?? null,
        remember: asked?.remember ?? false,
        message: message ?? flash?.message ?? null,
        errors,
        typed: values.email ?? "",
        again: wayInPath("/signin/mail?again", callbackUrl),
        signIn: wayInPath("/signin", callbackUrl),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function MailSignIn(props: Props) {
  return props.email === null ? (
    <AskForMail {...props} />
  ) : (
    <AskForCode {...props} to={props.email} />
  );
}

function AskForMail({ callbackUrl, message, errors, typed, signIn }: Props) {
  const t = useTexts("mailSignIn", "signIn");
  return (
    <AuthLayout
      title={t("mailSignIn.title")}
      heading={t("mailSignIn.title")}
      lead={t("mailSignIn.lead")}
      footer={<Link href={signIn}>{t("mailSignIn.otherWay")}</Link>}
    >
      <Form action="/api/account/sign-in-mail">
        <FormError errors={errors}>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <EmailField defaultValue={typed} error={errors.email} />
        <Checkbox label={t("signIn.remember")} name="remember" />
        <SubmitButton pendingLabel={t("mailSignIn.pending")} wide>
          {t("mailSignIn.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}

function AskForCode({ callbackUrl, remember, message, again, to }: Props & { to: string }) {
  const t = useTexts("mailSignIn");
  return (
    <AuthLayout
      title={t("mailSignIn.codeTitle")}
      heading={t("mailSignIn.codeTitle")}
      lead={t("mailSignIn.codeLead", { email: to })}
      footer={<Link href={again}>{t("mailSignIn.otherAddress")}</Link>}
    >
      <Form action="/api/auth/callback/mail">
        <FormError>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <Field
          label={t("mailSignIn.code")}
          hint={t("mailSignIn.codeHint")}
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
        />
        <SubmitButton pendingLabel={t("mailSignIn.codePending")} wide>
          {t("mailSignIn.codeSubmit")}
        </SubmitButton>
      </Form>
      <Form action="/api/account/sign-in-mail">
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <input type="hidden" name="email" value={to} />
        {remember && <input type="hidden" name="remember" value="on" />}
        <SubmitButton variant="secondary" pendingLabel={t("mailSignIn.pending")} wide>
          {t("mailSignIn.again")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
