import { useTexts } from "@/components/reader/useTexts";
import { DataTable } from "@/components/ui/data/DataTable";
import type { AnswerView, FieldView, OperationView } from "@/lib/web/api-reference/reference";
import { AccessLine } from "./AccessLine";
import styles from "./ApiReference.module.css";

/** One operation: who may call it, what it takes, a call, and what it answers. */
export function ApiOperation({ operation }: { operation: OperationView }) {
  const {
    id,
    verb,
    path,
    summary,
    access,
    scope,
    parameters,
    body,
    form,
    call,
    answers,
    problems,
  } = operation;
  const t = useTexts("apiReference");
  return (
    <article id={id} className={styles.operation} aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`} className={styles.name}>
        <span className={styles.verb}>{verb}</span> <code>{path}</code>
      </h3>
      <p lang="en">{summary}</p>
      <p className={styles.access}>
        <AccessLine access={access} scope={scope} />
      </p>
      <Fields name={t("apiReference.parameters")} of={id} fields={parameters} />
      <Fields name={form ? t("apiReference.form") : t("apiReference.body")} of={id} fields={body} />
      <h4>{t("apiReference.call")}</h4>
      <pre className={styles.code}>
        <code>{call}</code>
      </pre>
      {answers.map((answer) => (
        <Answer key={answer.status} {...answer} />
      ))}
      <p className={styles.problems}>
        {t("apiReference.problems")}:{" "}
        {problems.map((code, at) => (
          <span key={code}>
            {at > 0 && ", "}
            <a href={`#${code}`}>
              <code>{code}</code>
            </a>
          </span>
        ))}
      </p>
    </article>
  );
}

function Fields({ name, of, fields }: { name: string; of: string; fields: FieldView[] }) {
  const t = useTexts("apiReference");
  if (fields.length === 0) return null;
  return (
    <>
      <h4>{name}</h4>
      <DataTable
        caption={`${name}: ${of}`}
        columns={[
          { key: "field", label: t("apiReference.field"), cell: ({ id }) => <code>{id}</code> },
          { key: "type", label: t("apiReference.type"), cell: ({ type }) => <code>{type}</code> },
          {
            key: "required",
            label: t("apiReference.presence"),
            cell: ({ required }) =>
              required ? t("apiReference.required") : t("apiReference.optional"),
          },
        ]}
        rows={fields}
      />
    </>
  );
}

function Answer({ status, sample }: AnswerView) {
  const t = useTexts("apiReference");
  if (sample === null) return <p>{t("apiReference.noBody", { status })}</p>;
  return (
    <>
      <h4>{t("apiReference.answer", { status })}</h4>
      <pre className={styles.code}>
        <code>{sample}</code>
      </pre>
    </>
  );
}
