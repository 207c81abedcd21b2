import type { InferGetServerSidePropsType } from "next";
import { AdminLayout } from "@/components/admin/AdminLayout";
import { BackToUsers } from "@/components/admin/bulk/BackToUsers";
import { ResultTable } from "@/components/admin/bulk/ResultTable";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Notice } from "@/components/ui/Notice";
import { listBehind, viewsOf } from "@/lib/features/admin/user-list";
import { choiceOf, readOutcomes, reasonOf } from "@/lib/features/bulk-acts/choice";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page(
  {
    access: { permission: "users.change" },
    features: ["bulkActs"],
    texts: ["admin", "bulk"],
  },
  async ({ query, flash }) => {
    const { ids } = choiceOf(query);
    const outcomes = readOutcomes(ids, flash?.values?.outcomes);
    const users = new Map((await viewsOf(ids)).map((user) => [user.id, user]));
    const rows = outcomes?.map((row) => ({
      ...row,
      user: users.get(row.id) ?? null,
      reason: reasonOf(row),
    }));
    // Shown once.
    return { props: { rows: rows ?? null, list: listBehind(query) } };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

/** The result of an act for each account. */
export default function BulkResult({ viewer, rows, list }: Props) {
  const t = useTexts("bulk");
  if (!rows) {
    return (
      <AdminLayout viewer={viewer} title={t("bulk.resultTitle")} active="/admin" list={list}>
        <EmptyState title={t("bulk.resultGone")}>{t("bulk.resultGoneText")}</EmptyState>
        <BackToUsers list={list} />
      </AdminLayout>
    );
  }
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const [done, unchanged, refused] = [count("done"), count("unchanged"), count("refused")];
  return (
    <AdminLayout viewer={viewer} title={t("bulk.resultTitle")} active="/admin" list={list}>
      <Notice tone={refused === 0 ? "success" : "info"}>
        {done > 0 && <p>{t("bulk.resultDone", { count: done })}</p>}
        {unchanged > 0 && <p>{t("bulk.resultUnchanged", { count: unchanged })}</p>}
        {refused > 0 && <p>{t("bulk.resultRefused", { count: refused })}</p>}
      </Notice>
      <Card>
        <ResultTable rows={rows} list={list} />
      </Card>
      <BackToUsers list={list} />
    </AdminLayout>
  );
}
