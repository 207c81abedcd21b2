import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Card } from "@/components/ui/Card";
import { NAME_LIMIT } from "@/lib/features/input/fields";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  { access: "user", texts: ["settings", "settingsProfile"] },
  ({ user, flash }) => ({
    props: {
      ...formState(flash, "PATCH /api/me"),
      name: user.name,
      nameLimit: NAME_LIMIT,
      notice: flash?.notice ?? null,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Profile(props: Props) {
  const { viewer, name, nameLimit, notice, message, errors, values } = props;
  const t = useTexts("settings", "settingsProfile", "form");
  return (
    <SettingsLayout viewer={viewer} active="/settings" notice={notice}>
      <Card lead={t("settingsProfile.lead")}>
        <Form action="/api/me" method="patch">
          <FormError errors={errors}>{message}</FormError>
          <Field
            label={t("form.name")}
            name="name"
            autoComplete="name"
            required
            maxLength={nameLimit}
            defaultValue={values.name ?? name}
            error={errors.name}
          />
          <SubmitButton pendingLabel={t("settings.saving")}>{t("settings.save")}</SubmitButton>
        </Form>
      </Card>
    </SettingsLayout>
  );
}
