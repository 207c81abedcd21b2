import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { BackToUsers } from "@/components/admin/bulk/BackToUsers";
import { BulkStack } from "@/components/admin/bulk/BulkStack";
import { ChosenTable } from "@/components/admin/bulk/ChosenTable";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { ButtonRow } from "@/components/ui/actions/ButtonRow";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { listBehind, viewsOf } from "@/lib/features/admin/user-list";
import { BULK_LIMIT, chosenIn } from "@/lib/features/bulk-acts/acts";
import { choiceOf } from "@/lib/features/bulk-acts/choice";
import { ROLES } from "@/lib/platform/config/roles";
import { formState } from "@/lib/platform/http/flash";
import { withList, withQuery } from "@/lib/platform/http/lists/list-address";
import { t } from "@/lib/platform/texts/t";
import { page } from "@/lib/web/guard/page";

// The proof is asked for before the question, not after its button.
export const getServerSideProps = page(
  {
    access: { permission: "users.change", recent: true },
    features: ["bulkActs"],
    texts: ["admin", "bulk", "accountStatus", "roles"],
  },
  async ({ query, user, flash }) => {
    const { act, ids } = choiceOf(query);
    const users = await viewsOf(ids);
    const { message, errors } = formState(flash, "POST /api/admin/users/bulk");
    const tooMany = ids.length > BULK_LIMIT ? t("bulk.tooMany", { limit: BULK_LIMIT }) : null;
    const refused = { message: errors.ids ?? message ?? tooMany, errors };
    return { props: { act, users, self: user.id, list: listBehind(query), ...refused } };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** Asks before an act is done to many accounts: which ones, and with which consequences. */
export default function BulkQuestion({ viewer, act, users, self, list, message, errors }: Props) {
  const t = useTexts("bulk", "roles");
  if (!act || users.length === 0) {
    return (
      <AdminLayout viewer={viewer} title={t("bulk.nothing")} active="/admin" list={list}>
        <EmptyState title={t("bulk.nothing")}>{t("bulk.nothingText")}</EmptyState>
        <BackToUsers list={list} />
      </AdminLayout>
    );
  }
  const chosen = new URLSearchParams({ act, ids: chosenIn(users) });
  const roles = ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }));
  const danger = act === "disable" || act === "require-password";
  return (
    <AdminLayout viewer={viewer} title={t(`bulk.title-${act}`)} active="/admin" list={list}>
      <Card title={t("bulk.chosen", { count: users.length })} lead={t(`bulk.follows-${act}`)}>
        <p>{t("bulk.eachAlone")}</p>
        <Form action={withList(`/api/admin/users/bulk?${chosen}`, list)} layout="bare">
          <BulkStack>
            <FormError>{message}</FormError>
            <input type="hidden" name="act" value={act} />
            {act === "change-role" && (
              <SelectField
                label={t("bulk.newRole")}
                name="role"
                options={[{ value: "", label: t("bulk.chooseRole") }, ...roles]}
                defaultValue=""
                error={errors.role}
              />
            )}
            <ChosenTable users={users} act={act} self={self} />
            <ButtonRow>
              <SubmitButton variant={danger ? "danger" : "primary"}>
                {t(`bulk.act-${act}`)}
              </SubmitButton>
              <LinkButton href={withQuery("/admin", list)} variant="quiet">
                {t("bulk.cancel")}
              </LinkButton>
            </ButtonRow>
          </BulkStack>
        </Form>
      </Card>
    </AdminLayout>
  );
}
