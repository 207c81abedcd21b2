import { SiteLayout } from "@/components/layout/SiteLayout";
import { useTexts } from "@/components/reader/useTexts";
import type { FrameProps } from "@/lib/web/guard/frame";
import { Features } from "./Features";
import { Hero } from "./Hero";
import { RouteSample } from "./RouteSample";

/** The front page, for everybody. It has no React in the browser: see `config` in pages/index.tsx. */
export function FrontPage({ viewer }: FrameProps) {
  const t = useTexts("front");
  return (
    <SiteLayout viewer={viewer} title={t("front.title")}>
      <Hero signedIn={viewer !== null} />
      <Features />
      <RouteSample />
    </SiteLayout>
  );
}
