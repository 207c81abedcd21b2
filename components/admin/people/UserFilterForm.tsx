import { FoldedFilter } from "@/components/admin/FoldedFilter";
import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { LAST_SIGN_IN } from "@/lib/features/user-filter/last-sign-in";
import { ROLES } from "@/lib/platform/config/roles";
import styles from "./UserFilterForm.module.css";

type UserFilterFormProps = {
  q: string;
  sort: string;
  filter: Record<string, string>;
  /** Whether the reader may filter by organisation. */
  byOrganisation: boolean;
};

/** Searches and filters the users by a GET of the same page, so that a result has a URL. */
export function UserFilterForm({ q, sort, filter, byOrganisation }: UserFilterFormProps) {
  const t = useTexts("users", "userFilter", "roles");
  const { role = "", status = "", factor = "", lastSignIn = "", organisation = "" } = filter;
  const any = { value: "", label: t("users.any") };
  return (
    <Form action="/admin" method="get" layout="bare" role="search">
      {sort !== "newest" && <input type="hidden" name="sort" value={sort} />}
      <Field
        label={t("users.search")}
        hint={t("users.searchHint")}
        name="q"
        type="search"
        defaultValue={q}
      />
      <FoldedFilter summary={t("userFilter.filters")} open={Object.keys(filter).length > 0}>
        <div className={styles.fields}>
          <SelectField
            label={t("users.role")}
            name="role"
            options={[any, ...ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))]}
            defaultValue={role}
          />
          <SelectField
            label={t("users.status")}
            name="status"
            options={[
              any,
              { value: "confirmed", label: t("users.confirmed") },
              { value: "unconfirmed", label: t("users.unconfirmed") },
              { value: "disabled", label: t("users.disabled") },
            ]}
            defaultValue={status}
          />
          <SelectField
            label={t("users.factor")}
            name="factor"
            options={[
              any,
              { value: "on", label: t("users.factorOn") },
              { value: "off", label: t("users.factorOff") },
            ]}
            defaultValue={factor}
          />
          <SelectField
            label={t("userFilter.lastSignIn")}
            name="lastSignIn"
            options={[
              any,
              ...LAST_SIGN_IN.map((value) => ({ value, label: t(`userFilter.${value}`) })),
            ]}
            defaultValue={lastSignIn}
          />
          {byOrganisation && (
            <Field
              label={t("userFilter.organisation")}
              name="organisation"
              defaultValue={organisation}
            />
          )}
        </div>
      </FoldedFilter>
      <div className={styles.buttons}>
        <SubmitButton>{t("users.submit")}</SubmitButton>
        {(q || Object.keys(filter).length > 0) && (
          <LinkButton href="/admin" variant="quiet">
            {t("users.clear")}
          </LinkButton>
        )}
      </div>
    </Form>
  );
}
