import type { InferGetServerSidePropsType } from "next";
import { useTexts } from "@/components/reader/useTexts";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { RecoveryCodesCard } from "@/components/settings/second-factor/RecoveryCodesCard";
import { SecondFactorCard } from "@/components/settings/second-factor/SecondFactorCard";
import { SetUpCard } from "@/components/settings/second-factor/SetUpCard";
import { TrustedBrowsersCard } from "@/components/settings/second-factor/TrustedBrowsersCard";
import { Notice } from "@/components/ui/Notice";
import { enrolmentOf, secondFactorOf } from "@/lib/features/second-factor/enrolment";
import { qrCodeOf } from "@/lib/features/second-factor/qr-code";
import { requiresSecondFactor } from "@/lib/features/second-factor/required";
import { trustedBrowsersOf } from "@/lib/features/second-factor/trusted-browsers";
import { isRecent } from "@/lib/features/sessions/lifetime";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: "user",
    withoutFactor: true,
    texts: ["settings", "settingsSecurity", "secondFactor", "trustedBrowsers"],
  },
  async ({ user, session, flash }) => {
    // The secret is shown to nobody who could not begin anew.
    const recent = isRecent(session, Date.now());
    const [factor, begun, trusted] = await Promise.all([
      secondFactorOf(user.id),
      recent ? enrolmentOf(user) : null,
      user.secondFactorSince === null ? [] : trustedBrowsersOf(user.id),
    ]);
    const errors = flash?.errors?.map(({ field, message }) => [field, message]) ?? [];
    return {
      props: {
        factor,
        trusted,
        setUp: begun && { ...begun, qr: qrCodeOf(begun.uri) },
        required: requiresSecondFactor(user.role),
        codes: flash?.values?.recoveryCodes?.split(" ") ?? null,
        notice: flash?.notice ?? null,
        message: flash?.message ?? null,
        errors: Object.fromEntries(errors) as Record<string, string>,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Security(props: Props) {
  const { viewer, factor, trusted, setUp, required, codes, notice, message, errors } = props;
  const t = useTexts("settingsSecurity");
  const { since, recoveryCodes, recoveryCodesSaved } = factor;
  return (
    <SettingsLayout viewer={viewer} active="/settings/security" notice={notice}>
      {required && since === null && <Notice>{t("settingsSecurity.required")}</Notice>}
      {codes && <RecoveryCodesCard codes={codes} />}
      {since === null ? (
        <SetUpCard setUp={setUp} message={message} error={errors.code} />
      ) : (
        <SecondFactorCard
          since={since}
          required={required}
          codes={recoveryCodes}
          saved={recoveryCodesSaved || codes !== null}
          message={message}
          error={errors.confirm}
        />
      )}
      {trusted.length > 0 && <TrustedBrowsersCard browsers={trusted} />}
    </SettingsLayout>
  );
}
