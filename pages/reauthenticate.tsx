import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { CodeField } from "@/components/auth/CodeField";
import { NoPassword } from "@/components/auth/NoPassword";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { UsernameField } from "@/components/form/fields/UsernameField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { hasPassword } from "@/lib/features/password/change";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";
import { afterSignIn, reauthenticatePath } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "user", withoutFactor: true, texts: ["reauthenticate", "password", "secondFactor"] },
  async (context) => {
    const { user, flash, query } = context;
    const callbackUrl = afterSignIn(query.callbackUrl ?? flash?.values?.callbackUrl);
    const recovery = query.recovery === "on" || flash?.values?.recovery === "on";
    return {
      props: {
        ...formState(flash, "POST /api/me/reauthenticate"),
        email: user.email,
        asking: await hasPassword(user.id),
        askingCode: user.secondFactorSince !== null,
        recovery,
        otherWay: reauthenticatePath(callbackUrl, !recovery),
        callbackUrl,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Reauthenticate(props: Props) {
  const { viewer, message, errors, email, asking, askingCode, recovery, callbackUrl } = props;
  const { otherWay } = props;
  const t = useTexts("reauthenticate", "password", "secondFactor");
  if (!asking) {
    return (
      <AuthLayout
        title={t("reauthenticate.title")}
        heading={t("reauthenticate.title")}
        lead={t("reauthenticate.noPassword", { email })}
      >
        <NoPassword />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title={t("reauthenticate.title")}
      heading={t("reauthenticate.title")}
      viewer={viewer}
      lead={t("reauthenticate.lead", { email })}
      footer={
        askingCode && (
          <Link href={otherWay}>
            {recovery ? t("secondFactor.useApp") : t("secondFactor.useRecovery")}
          </Link>
        )
      }
    >
      <Form action="/api/me/reauthenticate">
        <FormError errors={errors}>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <UsernameField email={email} />
        {recovery && <input type="hidden" name="recovery" value="on" />}
        <PasswordField
          label={t("password.label")}
          name="password"
          autoComplete="current-password"
          required
          error={errors.password}
        />
        {askingCode && <CodeField recovery={recovery} error={errors.code} />}
        <SubmitButton pendingLabel={t("reauthenticate.pending")} wide>
          {t("reauthenticate.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
