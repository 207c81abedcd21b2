import Head from "next/head";

/** The document head of every page. In: the page's own title. */
export function PageHead({ title }: { title: string }) {
  return (
    <Head>
      <title>{`${title} · Latchkey`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="theme-color" content="#f6f7f4" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0d1110" media="(prefers-color-scheme: dark)" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    </Head>
  );
}
