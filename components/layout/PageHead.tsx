import Head from "next/head";
import { brand } from "@/lib/platform/config/brand";

/** The document head of every page. In: the page's own title. */
export function PageHead({ title }: { title: string }) {
  const { colours } = brand;
  return (
    <Head>
      <title>{`${title} · ${brand.name}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta
        name="theme-color"
        content={colours.light.paper}
        media="(prefers-color-scheme: light)"
      />
      <meta name="theme-color" content={colours.dark.paper} media="(prefers-color-scheme: dark)" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    </Head>
  );
}
