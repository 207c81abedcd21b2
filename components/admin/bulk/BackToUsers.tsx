import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";

/** Leads back from an act on many accounts to their list. */
export function BackToUsers() {
  const t = useTexts("bulk");
  return (
    <div>
      <LinkButton href="/admin" variant="secondary">
        {t("bulk.back")}
      </LinkButton>
    </div>
  );
}
