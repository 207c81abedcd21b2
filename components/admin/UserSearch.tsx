import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import styles from "./UserSearch.module.css";

/** Searches the users by a GET of the same page, so that a result has an address. */
export function UserSearch({ defaultValue }: { defaultValue?: string | undefined }) {
  const t = useTexts("users");
  return (
    <Form action="/admin" method="get" layout="bare" role="search">
      <div className={styles.row}>
        <div className={styles.query}>
          <Field
            label={t("users.search")}
            hint={t("users.searchHint")}
            name="q"
            type="search"
            defaultValue={defaultValue}
          />
        </div>
        <SubmitButton variant="secondary">{t("users.submit")}</SubmitButton>
      </div>
    </Form>
  );
}
