import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import styles from "./TrailFilter.module.css";

type TrailFilterProps = {
  types: string[];
  /** What is filtered by now, by field. */
  values: Record<string, string>;
};

/** Narrows the audit trail by a GET of the same page, so that a result has an address. */
export function TrailFilter({ types, values }: TrailFilterProps) {
  const options = types.map((type) => ({ value: type, label: type }));
  return (
    <Form action="/admin/events" method="get" layout="bare" role="search">
      <div className={styles.fields}>
        <Field label="Account" name="account" defaultValue={values.account} hint="E-mail or id" />
        <Field label="Done by" name="by" defaultValue={values.by} hint="E-mail or id" />
        <SelectField
          label="Event"
          name="type"
          options={[{ value: "", label: "Any" }, ...options]}
          defaultValue={values.type ?? ""}
        />
        <Field label="IP address" name="address" defaultValue={values.address} />
        <Field label="From" name="from" type="date" defaultValue={values.from} />
        <Field label="Until" name="until" type="date" defaultValue={values.until} />
      </div>
      <div className={styles.buttons}>
        <SubmitButton>Filter</SubmitButton>
        <LinkButton href="/admin/events" variant="quiet">
          Clear
        </LinkButton>
      </div>
    </Form>
  );
}
