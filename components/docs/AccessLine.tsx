import { useTexts } from "@/components/reader/useTexts";
import type { OperationView } from "@/lib/web/api-reference/reference";

/** Who may call an operation, in the reader's language. */
export function AccessLine({ access, scope }: Pick<OperationView, "access" | "scope">) {
  const t = useTexts("apiReference");
  return (
    <>
      <Caller access={access} />
      {scope && <>; {t.nodes("apiReference.token", { scope: <code>{scope}</code> })}</>}
    </>
  );
}

function Caller({ access }: Pick<OperationView, "access">) {
  const t = useTexts("apiReference");
  if (typeof access === "string") return <>{t(`apiReference.${access}`)}</>;
  const who = () => {
    if ("role" in access) return t("apiReference.role", { role: access.role });
    if ("permission" in access)
      return t("apiReference.permission", { permission: access.permission });
    return t("apiReference.user");
  };
  return <>{access.recent ? `${who()}, ${t("apiReference.recent")}` : who()}</>;
}
