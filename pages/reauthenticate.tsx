import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { CodeField } from "@/components/auth/CodeField";
import { NoPassword } from "@/components/auth/NoPassword";
import { ProvideAgain } from "@/components/auth/ProvideAgain";
import { OrPasskey } from "@/components/auth/passkey/OrPasskey";
import { PasskeyForm } from "@/components/auth/passkey/PasskeyForm";
import { Unsupported } from "@/components/auth/passkey/Unsupported";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { UsernameField } from "@/components/form/fields/UsernameField";
import { PasswordField } from "@/components/form/password/PasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { hasPassword } from "@/lib/features/password/change";
import { providersOf } from "@/lib/features/providers/connections";
import { factorsOf } from "@/lib/features/sign-in/second-step";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";
import { reauthenticating } from "@/lib/web/providers/list";
import { afterSignIn, reauthenticatePath } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  {
    access: "user",
    withoutFactor: true,
    ownerOnly: true,
    texts: ["reauthenticate", "password", "secondFactor", "passkey", "providers"],
  },
  async (context) => {
    const { user, flash, query } = context;
    const callbackUrl = afterSignIn(query.callbackUrl ?? flash?.values?.callbackUrl);
    const recovery = query.recovery === "on" || flash?.values?.recovery === "on";
    const none = { app: false, passkey: false };
    const [asking, asks] = await Promise.all([
      hasPassword(user.id),
      user.secondFactorSince === null ? none : factorsOf(user.id),
    ]);
    const byPasskey = formState(flash, "POST /api/me/reauthenticate/passkey");
    return {
      props: {
        ...formState(flash, "POST /api/me/reauthenticate"),
        refused: byPasskey.errors.credential ?? byPasskey.message,
        email: user.email,
        asking,
        asks,
        askingCode: user.secondFactorSince !== null,
        recovery,
        otherWay: reauthenticatePath(callbackUrl, !recovery),
        callbackUrl,
        providers: reauthenticating(await providersOf(user.id)),
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Reauthenticate(props: Props) {
  const { viewer, message, errors, email, asking, asks, askingCode, recovery, callbackUrl } = props;
  const { otherWay, refused, providers } = props;
  const again = { providers, callbackUrl, askingCode, recovery, error: errors.code };
  const t = useTexts("reauthenticate", "password", "secondFactor", "passkey");
  const title = t("reauthenticate.title");
  const passkey = {
    action: "/api/me/reauthenticate/passkey",
    options: "/api/me/reauthenticate/passkey-options",
    label: t("passkey.use"),
    children: <input type="hidden" name="callbackUrl" value={callbackUrl} />,
  };
  if (!asking && !asks.passkey) {
    return (
      <AuthLayout title={title} heading={title} lead={t("reauthenticate.noPassword", { email })}>
        <FormError errors={errors}>{message}</FormError>
        <ProvideAgain {...again} />
        <NoPassword />
      </AuthLayout>
    );
  }
  if (!asking) {
    return (
      <AuthLayout
        title={title}
        heading={title}
        viewer={viewer}
        lead={t("passkey.confirmLead", { email })}
      >
        <FormError>{refused ?? message}</FormError>
        <PasskeyForm {...passkey} ask="get" pendingLabel={t("passkey.pending")} wide />
        <ProvideAgain {...again} recovery={recovery || !asks.app} or />
        <Unsupported>
          <NoPassword />
        </Unsupported>
      </AuthLayout>
    );
  }
  // Without an app, the code beside the password is a recovery code.
  const typesRecovery = recovery || !asks.app;
  return (
    <AuthLayout
      title={title}
      heading={title}
      viewer={viewer}
      lead={t("reauthenticate.lead", { email })}
      footer={
        asks.app && (
          <Link href={otherWay}>
            {recovery ? t("secondFactor.useApp") : t("secondFactor.useRecovery")}
          </Link>
        )
      }
    >
      <Form action="/api/me/reauthenticate">
        <FormError errors={errors}>{refused ?? message}</FormError>
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
        {askingCode && <CodeField recovery={typesRecovery} error={errors.code} />}
        <SubmitButton pendingLabel={t("reauthenticate.pending")} wide>
          {t("reauthenticate.submit")}
        </SubmitButton>
      </Form>
      {asks.passkey && <OrPasskey {...passkey} />}
      {!askingCode && <ProvideAgain {...again} or afterPasskey={asks.passkey} />}
    </AuthLayout>
  );
}
