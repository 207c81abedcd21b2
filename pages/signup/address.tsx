import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { EmailField } from "@/components/form/fields/EmailField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { anybodyMaySignUp } from "@/lib/features/invitations/who-may-sign-up";
import { waitingIn } from "@/lib/features/providers/waiting";
import { Problem } from "@/lib/platform/core/problem";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";
import { waitingOf } from "@/lib/web/session/browser-cookies";
import { SIGN_UP_ADDRESS_PAGE, signInPath } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

export const getServerSideProps = page(
  { access: "anonymous", features: ["signUp"], texts: ["signUpAddress"] },
  async ({ flash, query, req }) => {
    if (!anybodyMaySignUp()) throw new Problem("not_found");
    const waiting = await waitingIn(waitingOf(req));
    const { message, errors, values } = formState(flash, "POST /api/account/identity");
    return {
      props: {
        /** Null where nobody has come from a provider in this browser, or it was too long ago. */
        provider: waiting?.provider ?? null,
        /** Where a link was sent, as typed in this browser: it reveals nothing. */
        sentTo: "again" in query ? null : (waiting?.asked?.email ?? null),
        signIn: waiting ? signInPath(waiting.callbackUrl) : "/signin",
        otherAddress: `${SIGN_UP_ADDRESS_PAGE}?again`,
        message,
        errors,
        typed: values.email ?? "",
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignUpAddress(props: Props) {
  const { provider, sentTo, signIn, otherAddress } = props;
  const t = useTexts("signUpAddress");
  if (provider === null) {
    return (
      <AuthLayout
        title={t("signUpAddress.title")}
        heading={t("signUpAddress.title")}
        lead={t("signUpAddress.nothing")}
      >
        <LinkButton href="/signin" variant="secondary" wide>
          {t("signUpAddress.startAgain")}
        </LinkButton>
      </AuthLayout>
    );
  }
  const sent = sentTo !== null;
  return (
    <AuthLayout
      title={sent ? t("signUpAddress.sentTitle") : t("signUpAddress.title")}
      heading={sent ? t("signUpAddress.sentTitle") : t("signUpAddress.title")}
      lead={
        sent
          ? t("signUpAddress.sentLead", { email: sentTo })
          : t("signUpAddress.lead", { provider })
      }
      footer={
        sent ? (
          <Link href={otherAddress}>{t("signUpAddress.otherAddress")}</Link>
        ) : (
          <Link href={signIn}>{t("signUpAddress.haveAccount")}</Link>
        )
      }
    >
      <AddressForm {...props} />
    </AuthLayout>
  );
}

function AddressForm({ sentTo, message, errors, typed }: Props) {
  const t = useTexts("signUpAddress");
  return (
    <Form action="/api/account/identity">
      <FormError errors={errors}>{message}</FormError>
      {sentTo === null ? (
        <EmailField defaultValue={typed} error={errors.email} />
      ) : (
        <input type="hidden" name="email" value={sentTo} />
      )}
      <SubmitButton
        variant={sentTo === null ? "primary" : "secondary"}
        pendingLabel={t("signUpAddress.pending")}
        wide
      >
        {sentTo === null ? t("signUpAddress.submit") : t("signUpAddress.again")}
      </SubmitButton>
    </Form>
  );
}
