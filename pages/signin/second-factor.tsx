import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { CodeField } from "@/components/auth/CodeField";
import { OrPasskey } from "@/components/auth/passkey/OrPasskey";
import { PasskeyForm } from "@/components/auth/passkey/PasskeyForm";
import { Unsupported } from "@/components/auth/passkey/Unsupported";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { factorsToAsk, trustDaysOf } from "@/lib/features/sign-in/second-step";
import { page } from "@/lib/web/guard/page";
import { pendingOf } from "@/lib/web/session/browser-cookies";
import { afterSignIn, secondFactorPath, signInPath } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

// Public: a reader who is signed in to one account may be signing in to another.
export const getServerSideProps = page(
  { access: "public", texts: ["secondFactor", "trustedBrowsers", "passkey"] },
  async ({ flash, query, req, csrfToken }) => {
    csrfToken();
    const asks = await factorsToAsk(pendingOf(req));
    const callbackUrl = afterSignIn(query.callbackUrl);
    const recovery = query.recovery === "on";
    return {
      props: {
        asks,
        callbackUrl,
        recovery,
        otherWay: secondFactorPath(callbackUrl, !recovery),
        startAgain: signInPath(callbackUrl),
        // Recovery codes are for people who have lost the app, often in a browser that is not theirs.
        trustDays: recovery ? 0 : await trustDaysOf(pendingOf(req)),
        message: flash?.message ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SecondFactor(props: Props) {
  const { asks, callbackUrl, recovery, otherWay, startAgain, trustDays, message } = props;
  const t = useTexts("secondFactor", "trustedBrowsers", "passkey");
  const typed = recovery || asks.app;
  const otherLabel = asks.app ? t("secondFactor.useApp") : t("passkey.use");
  const lead = recovery ? t("secondFactor.recoveryLead") : t("secondFactor.lead");
  const title = typed ? t("secondFactor.title") : t("passkey.secondTitle");
  const passkey = {
    action: "/api/auth/callback/second-factor",
    options: "/api/account/passkey-options",
    body: { step: "second-factor" },
    label: t("passkey.use"),
    children: <input type="hidden" name="callbackUrl" value={callbackUrl} />,
  };
  return (
    <AuthLayout
      title={title}
      heading={title}
      lead={typed ? lead : t("passkey.secondLead")}
      footer={
        <>
          <p>
            <Link href={otherWay}>{recovery ? otherLabel : t("secondFactor.useRecovery")}</Link>
          </p>
          <p>
            <Link href={startAgain}>{t("secondFactor.startAgain")}</Link>
          </p>
        </>
      }
    >
      {typed ? (
        <>
          <Form action="/api/auth/callback/second-factor">
            <FormError>{message}</FormError>
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            {recovery && <input type="hidden" name="recovery" value="on" />}
            <CodeField recovery={recovery} />
            {trustDays > 0 && (
              <Checkbox label={t("trustedBrowsers.trust", { count: trustDays })} name="trust" />
            )}
            <SubmitButton pendingLabel={t("secondFactor.pending")} wide>
              {t("secondFactor.submit")}
            </SubmitButton>
          </Form>
          {asks.passkey && !recovery && <OrPasskey {...passkey} />}
        </>
      ) : (
        <>
          <FormError>{message}</FormError>
          <PasskeyForm {...passkey} ask="get" pendingLabel={t("passkey.pending")} wide />
          <Unsupported>
            <p>{t("passkey.withoutScripts")}</p>
          </Unsupported>
        </>
      )}
    </AuthLayout>
  );
}
