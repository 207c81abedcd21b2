import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { ButtonRow } from "@/components/ui/actions/ButtonRow";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { Card } from "@/components/ui/Card";
import { userDetails } from "@/lib/features/admin/user-actions";
import { listBehind } from "@/lib/features/admin/user-list";
import { REASON_LIMIT } from "@/lib/features/impersonation/impersonation";
import { formState } from "@/lib/platform/http/flash";
import { withList } from "@/lib/platform/http/lists/list-address";
import { idParams } from "@/lib/platform/http/route-params";
import { page } from "@/lib/web/guard/page";

// The proof is asked for before the question, not after its button.
export const getServerSideProps = page(
  {
    access: { permission: "users.change", recent: true },
    features: ["impersonation"],
    params: idParams,
    texts: ["admin", "impersonation"],
  },
  async ({ params: { id }, query, flash }) => {
    const list = listBehind(query);
    const back = withList(`/admin/users/${id}`, list);
    const { name, impersonable } = await userDetails(id);
    if (!impersonable) return { redirect: { destination: back, permanent: false } };
    const state = formState(flash, `POST /api/admin/users/${id}/impersonation`);
    return { props: { ...state, id, name, list, back, reasonLimit: REASON_LIMIT } };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** Asks before an administrator impersonates somebody: why, and what happens next. */
export default function Impersonate(props: Props) {
  const { viewer, id, name, list, back, reasonLimit, message, errors, values } = props;
  const t = useTexts("impersonation");
  return (
    <AdminLayout
      viewer={viewer}
      title={t("impersonation.question", { name })}
      active="/admin"
      list={list}
    >
      <Card title={t("impersonation.follows")}>
        <p>{t("impersonation.told")}</p>
        <p>{t("impersonation.reads")}</p>
        <p>{t("impersonation.ends")}</p>
        <Form action={`/api/admin/users/${id}/impersonation`}>
          <FormError errors={errors}>{message}</FormError>
          <Field
            label={t("impersonation.reason")}
            hint={t("impersonation.reasonHint")}
            name="reason"
            autoComplete="off"
            required
            maxLength={reasonLimit}
            defaultValue={values.reason}
            error={errors.reason}
          />
          <ButtonRow>
            <SubmitButton>{t("impersonation.link")}</SubmitButton>
            <LinkButton href={back} variant="quiet">
              {t("impersonation.cancel")}
            </LinkButton>
          </ButtonRow>
        </Form>
      </Card>
    </AdminLayout>
  );
}
