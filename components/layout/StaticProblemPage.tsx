import { AskTheBrowser } from "@/components/layout/header/AskTheBrowser";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import type { StaticProblemProps } from "@/lib/web/guard/static-page";
import { ProblemPage } from "./ProblemPage";

/**
 * A problem page made at build time. It says the same in every language, because it does not know its
 * reader; where a script runs, the reader's own comes first.
 */
export function StaticProblemPage({ status, told }: Pick<StaticProblemProps, "status" | "told">) {
  const { language } = useReader();
  const t = useTexts("layout");
  const others = LANGUAGE_CODES.filter((code) => code !== language);
  return (
    <ProblemPage
      status={status}
      account={<AskTheBrowser />}
      {...told[language]}
      others={others.map((code) => ({ language: code, ...told[code] }))}
      action={{ href: "/", label: t("layout.toStart") }}
    />
  );
}
