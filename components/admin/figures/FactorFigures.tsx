import { useTexts } from "@/components/reader/useTexts";
import { FactList } from "@/components/ui/data/FactList";
import type { FactorFigure } from "@/lib/features/figures/factor-figures";

type FactorFiguresProps = {
  figures: FactorFigure[];
  /** From which count on there is "more than". */
  limit: number;
};

/** The share of accounts with a second factor, by role. */
export function FactorFigures({ figures, limit }: FactorFiguresProps) {
  const t = useTexts("factorFigures", "roles");
  const shown = (count: number | null) => count ?? t("factorFigures.more", { count: limit });
  const shares = figures.map((figure) => (
    <div key={figure.role}>
      {t("factorFigures.share", {
        role: t(`roles.${figure.role}`),
        protected: shown(figure.protected),
        all: shown(figure.all),
      })}
    </div>
  ));
  return <FactList facts={[{ label: t("factorFigures.title"), value: <>{shares}</> }]} />;
}
