import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SelectField } from "@/components/form/fields/SelectField";
import { TimeZoneField } from "@/components/form/fields/TimeZoneField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { LANGUAGE_CODES, LANGUAGES } from "@/lib/platform/config/languages";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "user", texts: ["settings", "settingsLanguage"] },
  ({ user, flash }) => ({
    props: {
      ...formState(flash, "PATCH /api/me/language"),
      notice: flash?.notice ?? null,
      language: user.language ?? "",
      timeZone: user.timeZone ?? "",
      // The server's list: the browser's may differ, and this one decides.
      timeZones: Intl.supportedValuesOf("timeZone"),
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Language(props: Props) {
  const { viewer, notice, message, errors, values, language, timeZone, timeZones } = props;
  const t = useTexts("settings", "settingsLanguage");
  const languages = LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].name }));
  const reader = useReader();
  return (
    <SettingsLayout viewer={viewer} active="/settings/language" notice={notice}>
      <Card title={t("settingsLanguage.title")} lead={t("settingsLanguage.lead")}>
        <Form action="/api/me/language" method="patch">
          <FormError errors={errors}>{message}</FormError>
          <SelectField
            label={t("settingsLanguage.language")}
            name="language"
            options={[{ value: "", label: t("settingsLanguage.ownLanguage") }, ...languages]}
            defaultValue={values.language ?? language}
            error={errors.language}
          />
          <TimeZoneField
            names={timeZones}
            hint={t("settingsLanguage.timeZoneHint", { timeZone: reader.timeZone })}
            defaultValue={values.timeZone ?? timeZone}
            error={errors.timeZone}
          />
          <SubmitButton pendingLabel={t("settings.saving")}>{t("settings.save")}</SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
