import type { InferGetServerSidePropsType } from "next";
import { useTexts } from "@/components/reader/useTexts";
import { CodesCard } from "@/components/settings/passkeys/CodesCard";
import { PasskeysCard } from "@/components/settings/passkeys/PasskeysCard";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { RecoveryCodesCard } from "@/components/settings/second-factor/RecoveryCodesCard";
import { SecondFactorCard } from "@/components/settings/second-factor/SecondFactorCard";
import { SetUpCard } from "@/components/settings/second-factor/SetUpCard";
import { TrustedBrowsersCard } from "@/components/settings/second-factor/TrustedBrowsersCard";
import { Notice } from "@/components/ui/Notice";
import { MOST_PASSKEYS, passkeysOf, suggestedName } from "@/lib/features/passkeys/passkeys";
import { enrolmentOf, secondFactorOf } from "@/lib/features/second-factor/enrolment";
import { qrCodeOf } from "@/lib/features/second-factor/qr-code";
import { requiresSecondFactor } from "@/lib/features/second-factor/required";
import { trustedBrowsersOf } from "@/lib/features/second-factor/trusted-browsers";
import { isRecent } from "@/lib/features/sessions/lifetime";
import type { TakenFlash } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

const TEXTS = [
  "settings",
  "settingsSecurity",
  "settingsPasskeys",
  "secondFactor",
  "trustedBrowsers",
  "passkey",
] as const;

export const getServerSideProps = page(
  { access: "user", withoutFactor: true, texts: TEXTS },
  async ({ user, session, flash }) => {
    // The secret is shown only to a session that could start the set-up again.
    const recent = isRecent(session, Date.now());
    const [factor, begun, trusted, { passkeys, accepted }] = await Promise.all([
      secondFactorOf(user.id),
      recent ? enrolmentOf(user) : null,
      user.secondFactorSince === null ? [] : trustedBrowsersOf(user.id),
      passkeysOf(user.id),
    ]);
    const errors = flash?.errors?.map(({ field, message }) => [field, message]) ?? [];
    return {
      props: {
        factor,
        trusted,
        setUp: begun && { ...begun, qr: qrCodeOf(begun.uri) },
        required: requiresSecondFactor(user.role),
        codes: flash?.values?.recoveryCodes?.split(" ") ?? null,
        passkeys,
        signals: accepted && { ...accepted, name: user.email, displayName: user.name },
        full: passkeys.length >= MOST_PASSKEYS,
        suggestedName: typedName(flash) ?? suggestedName(),
        ofPasskeys: flash?.form?.includes(" /api/me/passkeys") ?? false,
        ofRemoval: flash?.form === "DELETE /api/me/second-factor/totp",
        notice: flash?.notice ?? null,
        message: flash?.message ?? null,
        errors: Object.fromEntries(errors) as Record<string, string>,
      },
    };
  },
);

/** What a passkey was to be called, where something came in between. */
const typedName = (flash: TakenFlash | null) =>
  flash?.form === "POST /api/me/passkeys" ? flash.values?.name : undefined;

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Security(props: Props) {
  const { viewer, factor, trusted, setUp, required, codes, notice, errors } = props;
  const t = useTexts("settingsSecurity");
  const { since, recoveryCodes, recoveryCodesSaved } = factor;
  const { passkeys, signals, full, suggestedName, ofPasskeys, ofRemoval } = props;
  const saved = recoveryCodesSaved || codes !== null;
  const message = ofPasskeys || ofRemoval ? null : props.message;
  const refused = ofRemoval ? props.message : null;
  const told = errors.credential ?? errors.name ?? props.message;
  return (
    <SettingsLayout viewer={viewer} active="/settings/security" notice={notice}>
      {required && since === null && passkeys.length === 0 && (
        <Notice>{t("settingsSecurity.required")}</Notice>
      )}
      {codes && <RecoveryCodesCard codes={codes} />}
      <PasskeysCard
        passkeys={passkeys}
        signals={signals}
        full={full}
        suggestedName={suggestedName}
        message={ofPasskeys ? told : null}
      />
      {since === null ? (
        <>
          {passkeys.length > 0 && (
            <CodesCard count={recoveryCodes} saved={saved} message={setUp ? null : message} />
          )}
          <SetUpCard setUp={setUp} message={message} error={errors.code} />
        </>
      ) : (
        <SecondFactorCard
          since={since}
          required={required && passkeys.length === 0}
          passkey={passkeys.length > 0}
          codes={recoveryCodes}
          saved={saved}
          message={message}
          error={errors.confirm ?? refused}
        />
      )}
      {trusted.length > 0 && <TrustedBrowsersCard browsers={trusted} />}
    </SettingsLayout>
  );
}
