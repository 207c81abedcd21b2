import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { ProviderForm } from "@/components/auth/ProviderButtons";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { Field } from "@/components/form/fields/Field";
import { NewPasswordField } from "@/components/form/password/NewPasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { NAME_LIMIT, PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { lookAtAccountInvitation } from "@/lib/features/invitations/accept";
import { signUpIs } from "@/lib/features/invitations/who-may-sign-up";
import { lookAtInvitation } from "@/lib/features/organisations/acceptance";
import { env } from "@/lib/platform/config/env";
import { isOn } from "@/lib/platform/config/features";
import { formState } from "@/lib/platform/http/flash";
import { invitationPath } from "@/lib/platform/mail/link-path";
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import { providerButtons } from "@/lib/web/providers/list";
import { afterSignIn } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "anonymous", features: ["signUp"], texts: ["signUp", "password", "providers"] },
  async ({ flash, query, csrfToken }) => {
    const providers = providerButtons();
    // Their forms post to next-auth, which requires it; without them the page leaves no cookie.
    if (providers.length > 0) csrfToken();
    const state = formState(flash, "POST /api/account");
    const invited = await invitedBy(query.invitation ?? state.values.invitation);
    const callbackUrl = afterSignIn(query.callbackUrl ?? state.values.callbackUrl);
    return {
      props: {
        ...state,
        invited,
        byInvitation: !invited && signUpIs() === "invited",
        callbackUrl,
        providers,
        signIn: wayInPath("/signin", callbackUrl),
        nameLimit: NAME_LIMIT,
        minLength: env.PASSWORD_MIN_LENGTH,
        maxLength: PASSWORD_MAX_LENGTH,
      },
    };
  },
);

/** The invitation for this sign-up: its token, the address, and the organisation, if it is to one. */
async function invitedBy(sent: unknown) {
  if (typeof sent !== "string") return null;
  if (isOn(["organisations"])) {
    const { token, invitation } = await lookAtInvitation(sent);
    const organisation = invitation?.organisation.name ?? null;
    if (token && invitation) return { token, email: invitation.email, organisation };
  }
  const { token, email } = await lookAtAccountInvitation(sent);
  return token && email ? { token, email, organisation: null } : null;
}

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignUp(props: Props) {
  const { message, errors, values, callbackUrl, signIn, nameLimit, minLength, maxLength } = props;
  const { invited, byInvitation, providers } = props;
  const t = useTexts("signUp", "form", "password");
  return (
    <AuthLayout
      title={t("signUp.title")}
      heading={t("signUp.title")}
      footer={
        <>
          {t("signUp.haveAccount")} <Link href={signIn}>{t("signUp.signIn")}</Link>
        </>
      }
    >
      {byInvitation ? (
        <>
          <FormError>{message}</FormError>
          <Notice>{t("signUp.byInvitation")}</Notice>
        </>
      ) : (
        <Form action="/api/account">
          <FormError errors={errors}>{message}</FormError>
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Field
            label={t("form.name")}
            name="name"
            autoComplete="name"
            required
            maxLength={nameLimit}
            defaultValue={values.name}
            error={errors.name}
          />
          {invited ? (
            <>
              <input type="hidden" name="invitation" value={invited.token} />
              <EmailField
                defaultValue={invited.email}
                error={errors.email}
                readOnly
                hint={
                  invited.organisation === null
                    ? t("signUp.fixed")
                    : t("signUp.invited", { organisation: invited.organisation })
                }
              />
            </>
          ) : (
            <EmailField defaultValue={values.email} error={errors.email} />
          )}
          <NewPasswordField
            label={t("password.label")}
            name="password"
            minLength={minLength}
            maxLength={maxLength}
            error={errors.password}
          />
          <SubmitButton pendingLabel={t("signUp.pending")} wide>
            {t("signUp.submit")}
          </SubmitButton>
        </Form>
      )}
      {!byInvitation && (
        <ProviderForm
          providers={providers}
          callbackUrl={invited ? invitationPath(invited.token) : callbackUrl}
          {...(invited && { invitation: invited.token })}
        />
      )}
    </AuthLayout>
  );
}
