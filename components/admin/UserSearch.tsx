import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import styles from "./UserSearch.module.css";

/** Searches the users by a GET of the same page, so that a result has an address. */
export function UserSearch({ defaultValue }: { defaultValue?: string | undefined }) {
  return (
    <Form action="/admin" method="get" layout="bare" role="search">
      <div className={styles.row}>
        <div className={styles.query}>
          <Field
            label="Name or e-mail"
            hint="The beginning of a name, an address or a domain."
            name="q"
            type="search"
            defaultValue={defaultValue}
          />
        </div>
        <SubmitButton variant="secondary">Search</SubmitButton>
      </div>
    </Form>
  );
}
