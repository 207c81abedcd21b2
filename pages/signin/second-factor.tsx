import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { CodeField } from "@/components/auth/CodeField";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import { useTexts } from "@/components/reader/useTexts";
import { trustDaysOf } from "@/lib/features/sign-in/second-step";
import { page } from "@/lib/web/guard/page";
import { pendingOf } from "@/lib/web/session/browser-cookies";
import { afterSignIn, secondFactorPath, signInPath } from "@/lib/web/session/redirects";

// A form and nothing else: no framework in the browser.
export const config = { unstable_runtimeJS: false };

// Public: who is signed in to one account may be signing in to another.
export const getServerSideProps = page(
  { access: "public", texts: ["secondFactor", "trustedBrowsers"] },
  async ({ flash, query, req, csrfToken }) => {
    csrfToken();
    const callbackUrl = afterSignIn(query.callbackUrl);
    const recovery = query.recovery === "on";
    return {
      props: {
        callbackUrl,
        recovery,
        otherWay: secondFactorPath(callbackUrl, !recovery),
        startAgain: signInPath(callbackUrl),
        // A recovery code is for who has lost the app, often in a browser that is not theirs.
        trustDays: recovery ? 0 : await trustDaysOf(pendingOf(req)),
        message: flash?.message ?? null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SecondFactor(props: Props) {
  const { callbackUrl, recovery, otherWay, startAgain, trustDays, message } = props;
  const t = useTexts("secondFactor", "trustedBrowsers");
  return (
    <AuthLayout
      title={t("secondFactor.title")}
      heading={t("secondFactor.title")}
      lead={recovery ? t("secondFactor.recoveryLead") : t("secondFactor.lead")}
      footer={
        <>
          <p>
            <Link href={otherWay}>
              {recovery ? t("secondFactor.useApp") : t("secondFactor.useRecovery")}
            </Link>
          </p>
          <p>
            <Link href={startAgain}>{t("secondFactor.startAgain")}</Link>
          </p>
        </>
      }
    >
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
    </AuthLayout>
  );
}
