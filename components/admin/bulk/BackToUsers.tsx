import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { withQuery } from "@/lib/platform/http/lists/list-address";

/**
 * Leads back from an act on many accounts to the list they were chosen from.
 * @param list the query of the list
 */
export function BackToUsers({ list }: { list: string }) {
  const t = useTexts("bulk");
  return (
    <div>
      <LinkButton href={withQuery("/admin", list)} variant="secondary">
        {t("bulk.back")}
      </LinkButton>
    </div>
  );
}
