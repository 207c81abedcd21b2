import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./TrailFilter.module.css";

type TrailFilterProps = {
  types: { value: string; label: string }[];
  /** What is filtered by now, by field. */
  values: Record<string, string>;
};

/** Narrows the audit trail by a GET of the same page, so that a result has an address. */
export function TrailFilter({ types, values }: TrailFilterProps) {
  const t = useTexts("trail");
  return (
    <Form action="/admin/events" method="get" layout="bare" role="search">
      <div className={styles.fields}>
        <Field
          label={t("trail.account")}
          name="account"
          defaultValue={values.account}
          hint={t("trail.personHint")}
        />
        <Field
          label={t("trail.by")}
          name="by"
          defaultValue={values.by}
          hint={t("trail.personHint")}
        />
        <SelectField
          label={t("trail.event")}
          name="type"
          options={[{ value: "", label: t("trail.anyEvent") }, ...types]}
          defaultValue={values.type ?? ""}
        />
        <Field label={t("trail.ipAddress")} name="ipAddress" defaultValue={values.ipAddress} />
        <Field
          label={t("trail.from")}
          name="from"
          type="date"
          hint={t("trail.dayHint")}
          defaultValue={values.from}
        />
        <Field
          label={t("trail.until")}
          name="until"
          type="date"
          hint={t("trail.dayHint")}
          defaultValue={values.until}
        />
      </div>
      <div className={styles.buttons}>
        <SubmitButton>{t("trail.filter")}</SubmitButton>
        <LinkButton href="/admin/events" variant="quiet">
          {t("trail.clear")}
        </LinkButton>
      </div>
    </Form>
  );
}
