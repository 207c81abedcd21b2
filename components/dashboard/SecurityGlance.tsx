import Link from "next/link";
import { useTexts } from "@/components/reader/useTexts";
import { Notice } from "@/components/ui/Notice";
import type { Advice, Glance } from "@/lib/features/security-glance/glance";

/** The page on which to follow each advice. */
const PAGES: Record<Advice, string> = {
  confirmEmail: "/check-mail",
  turnOnFactor: "/settings/security",
  onePasskey: "/settings/security",
  newCodes: "/settings/security",
  moreCodes: "/settings/security",
  saveCodes: "/settings/security",
};

/** In words: what protects the reader's account and what would be better, with one action each. */
export function SecurityGlance({ protection, advice }: Glance) {
  const t = useTexts("glance");
  return (
    <>
      <p>
        {t(`glance.${protection}`)} {advice.length === 0 && t("glance.nothing")}
      </p>
      {advice.map((one) => (
        <Notice key={one}>
          {t(`glance.${one}`)}{" "}
          <Link href={PAGES[one]} prefetch={false}>
            {t(`glance.${one}Action`)}
          </Link>
        </Notice>
      ))}
    </>
  );
}
