import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { LinkOutcome } from "@/components/auth/LinkOutcome";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { UsernameField } from "@/components/form/fields/UsernameField";
import { NewPasswordField } from "@/components/form/password/NewPasswordField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import { PASSWORD_MAX_LENGTH } from "@/lib/features/input/fields";
import { lookAtLink } from "@/lib/features/links/look-at-link";
import { asksForCode } from "@/lib/features/password/reset";
import { env } from "@/lib/platform/config/env";
import { formState, isRefused, linkToken } from "@/lib/platform/http/flash";
import { wayInPath } from "@/lib/web/destination/destination";
import { page } from "@/lib/web/guard/page";
import {
  afterSignIn,
  CONNECTIONS_PAGE,
  SECURITY_PAGE,
  signInPath,
} from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

// Opening the link changes nothing: mail scanners open links too. The form does.
export const getServerSideProps = page(
  {
    access: "public",
    texts: ["resetPassword", "password", "link", "keptPasskeys", "keptProviders"],
  },
  async ({ flash, query }) => {
    const look = await lookAtLink("reset-password", linkToken(query, flash));
    const { state, token, email, owner } = look;
    const { message, errors } = formState(flash, "POST /api/account/reset-password");
    return {
      props: {
        errors,
        state,
        token,
        asksForCode: token !== null && owner !== null && (await asksForCode(owner)),
        email: email ?? "",
        justDone: "done" in query,
        /** Shown once, in the browser that has set the password. */
        passkeys: flash?.values?.passkeys ?? null,
        providers: flash?.values?.providers ?? null,
        toProviders: signInPath(CONNECTIONS_PAGE),
        toPasskeys: signInPath(`${SECURITY_PAGE}#passkeys`),
        signIn: wayInPath("/signin", afterSignIn(query.callbackUrl)),
        // The link's state explains better why it does not work.
        message: token || !isRefused(flash) ? message : null,
        minLength: env.PASSWORD_MIN_LENGTH,
        maxLength: PASSWORD_MAX_LENGTH,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ResetPassword(props: Props) {
  const {
    state,
    token,
    asksForCode,
    email,
    justDone,
    signIn,
    message,
    errors,
    minLength,
    maxLength,
    viewer,
  } = props;
  const t = useTexts("resetPassword", "password", "link", "keptPasskeys", "keptProviders");
  return (
    <AuthLayout
      title={t("resetPassword.title")}
      heading={t("resetPassword.title")}
      lead={token && t("link.resetLead", { email })}
      viewer={viewer}
    >
      <FormError errors={errors}>{message}</FormError>
      <LinkOutcome
        state={state}
        done={t(justDone ? "link.resetDone" : "link.resetDoneAlready", { email })}
        again={{ href: "/forgot-password", label: t("link.resetAgain") }}
        signIn={signIn}
        viewer={viewer}
      />
      {props.passkeys && (
        <Notice>
          {t("keptPasskeys.text", { names: props.passkeys })}{" "}
          <Link href={props.toPasskeys}>{t("keptPasskeys.action")}</Link>
        </Notice>
      )}
      {props.providers && (
        <Notice>
          {t("keptProviders.text", { names: props.providers })}{" "}
          <Link href={props.toProviders}>{t("keptProviders.action")}</Link>
        </Notice>
      )}
      {token && (
        <Form action="/api/account/reset-password">
          <input type="hidden" name="token" value={token} />
          <UsernameField email={email} />
          <NewPasswordField
            label={t("password.new")}
            name="password"
            minLength={minLength}
            maxLength={maxLength}
            error={errors.password}
          />
          {asksForCode && (
            <Field
              label={t("resetPassword.code")}
              hint={t("resetPassword.codeHint")}
              name="code"
              autoComplete="one-time-code"
              required
              error={errors.code}
            />
          )}
          <SubmitButton pendingLabel={t("resetPassword.pending")} wide>
            {t("resetPassword.submit")}
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}
