import type { InferGetServerSidePropsType } from "next";
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
import { afterSignIn } from "@/lib/web/session/redirects";

export const getServerSideProps = page(
  { access: "user", texts: ["reauthenticate", "password"] },
  async (context) => {
    const { user, flash, query, csrfToken } = context;
    return {
      props: {
        ...formState(flash, "POST /api/me/reauthenticate"),
        email: user.email,
        asking: await hasPassword(user.id),
        callbackUrl: afterSignIn(query.callbackUrl ?? flash?.values?.callbackUrl),
        csrfToken: csrfToken(),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Reauthenticate(props: Props) {
  const { viewer, message, errors, email, asking, callbackUrl, csrfToken } = props;
  const t = useTexts("reauthenticate", "password");
  if (!asking) {
    return (
      <AuthLayout
        title={t("reauthenticate.title")}
        heading={t("reauthenticate.title")}
        lead={t("reauthenticate.noPassword", { email })}
      >
        <NoPassword csrfToken={csrfToken} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title={t("reauthenticate.title")}
      heading={t("reauthenticate.title")}
      viewer={viewer}
      lead={t("reauthenticate.lead", { email })}
    >
      <Form action="/api/me/reauthenticate">
        <FormError errors={errors}>{message}</FormError>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <UsernameField email={email} />
        <PasswordField
          label={t("password.label")}
          name="password"
          autoComplete="current-password"
          required
          error={errors.password}
        />
        <SubmitButton pendingLabel={t("reauthenticate.pending")} wide>
          {t("reauthenticate.submit")}
        </SubmitButton>
      </Form>
    </AuthLayout>
  );
}
