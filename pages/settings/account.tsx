import type { InferGetServerSidePropsType } from "next";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { Button } from "@/components/ui/actions/Button";
import { Card } from "@/components/ui/Card";
import { ownedWithoutMembers } from "@/lib/features/organisations/owned";
import { isOn } from "@/lib/platform/config/features";
import { formState } from "@/lib/platform/http/flash";
import { listed } from "@/lib/platform/texts/format/isolated";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { recent: true },
    features: ["dataExport", "accountDeletion"],
    texts: ["settings", "settingsAccount"],
  },
  async ({ user, flash }) => ({
    props: {
      ...formState(flash, "DELETE /api/me"),
      ownedWithoutMembers: (await ownedWithoutMembers(user.id)).map(({ name }) => name),
      notice: flash?.notice ?? null,
      mayDownload: isOn(["dataExport"]),
      mayDelete: isOn(["accountDeletion"]),
      name: user.name,
      email: user.email,
    },
  }),
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Account(props: Props) {
  const { viewer, notice, message, errors, mayDownload, mayDelete, name, email } = props;
  const { ownedWithoutMembers } = props;
  const t = useTexts("settingsAccount");
  return (
    <SettingsLayout viewer={viewer} active="/settings/account" notice={notice}>
      {mayDownload && (
        <Card title={t("settingsAccount.downloadTitle")} lead={t("settingsAccount.downloadLead")}>
          <Form action="/api/me/export" method="get" layout="bare">
            <Button type="submit" variant="secondary">
              {t("settingsAccount.download")}
            </Button>
          </Form>
        </Card>
      )}
      {mayDelete && (
        <Card
          title={t("settingsAccount.deleteTitle")}
          lead={t("settingsAccount.deleteLead", { name, email })}
        >
          <Form action="/api/me" method="delete">
            <FormError errors={errors}>{message}</FormError>
            <Field
              label={t("settingsAccount.confirm")}
              hint={t("settingsAccount.confirmHint", { email })}
              name="confirm"
              type="email"
              autoComplete="off"
              required
              error={errors.confirm}
            />
            {ownedWithoutMembers.length > 0 && (
              <Checkbox
                name="withOrganisations"
                label={t("settingsAccount.withOrganisations", {
                  names: listed(ownedWithoutMembers),
                })}
              />
            )}
            <SubmitButton variant="danger" pendingLabel={t("settingsAccount.deleting")}>
              {t("settingsAccount.delete")}
            </SubmitButton>
          </Form>
        </Card>
      )}
    </SettingsLayout>
  );
}
