import Head from "next/head";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { brand } from "@/lib/platform/config/brand";
import { isolated } from "@/lib/platform/texts/format/isolated";

/**
 * The document head of every page.
 * @param title the page's own, which is read first: after a form it begins with the result
 */
export function PageHead({ title }: { title: string }) {
  const { colours } = brand;
  const { outcome } = useReader();
  const t = useTexts("form", "product");
  const told = outcome ? t(`form.${outcome}Title`, { title }) : title;
  return (
    <Head>
      <title>{`${isolated(told)} · ${brand.name}`}</title>
      <meta
        name="description"
        content={`${isolated(title)}. ${brand.name}: ${t("product.tagline")}`}
      />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {/* Of several elements with one name, Next keeps one unless they have keys. */}
      <meta
        key="theme-light"
        name="theme-color"
        content={colours.light.paper}
        media="(prefers-color-scheme: light)"
      />
      <meta
        key="theme-dark"
        name="theme-color"
        content={colours.dark.paper}
        media="(prefers-color-scheme: dark)"
      />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
    </Head>
  );
}
