import { PageHeading } from "@/components/layout/PageHeading";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { DataTable } from "@/components/ui/data/DataTable";
import type { ProblemView, ReferenceView } from "@/lib/web/api-reference/reference";
import { ApiOperation } from "./ApiOperation";
import styles from "./ApiReference.module.css";

/** What each operation of the API takes and answers. What routes declare about themselves is English. */
export function ApiReference({ reference: { groups, problems } }: { reference: ReferenceView }) {
  const t = useTexts("apiReference");
  return (
    <>
      <div>
        <PageHeading>{t("apiReference.title")}</PageHeading>
        <p className={styles.lead}>
          {t.nodes("apiReference.lead", {
            document: <a href="/api/openapi.json">{t("apiReference.document")}</a>,
          })}
        </p>
      </div>
      <nav className={styles.contents} aria-label={t("apiReference.contents")}>
        {groups.map(({ name, operations }) => (
          <ul key={name} lang="en">
            {operations.map(({ id, verb, path }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  <span className={styles.verb}>{verb}</span> {path}
                </a>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      {groups.map(({ name, operations }) => (
        <Card key={name} title={name}>
          {operations.map((operation) => (
            <ApiOperation key={operation.id} operation={operation} />
          ))}
        </Card>
      ))}
      <Card id="problems" title={t("apiReference.allProblems")}>
        <Problems problems={problems} />
      </Card>
    </>
  );
}

function Problems({ problems }: { problems: ProblemView[] }) {
  const t = useTexts("apiReference");
  return (
    <DataTable
      caption={t("apiReference.allProblems")}
      columns={[
        { key: "status", label: t("apiReference.status"), cell: ({ status }) => status },
        { key: "code", label: t("apiReference.code"), cell: ({ id }) => <code id={id}>{id}</code> },
        { key: "meaning", label: t("apiReference.meaning"), cell: ({ meaning }) => meaning },
      ]}
      rows={problems}
    />
  );
}
