import { type DocumentProps, Head, Html, Main, NextScript } from "next/document";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";

/** The language is that of the page's props; a page made at build time is served in English. */
export default function Document({ __NEXT_DATA__ }: DocumentProps) {
  const { reader } = __NEXT_DATA__.props.pageProps ?? {};
  return (
    <Html lang={reader?.language ?? LANGUAGE_CODES[0]}>
      <Head>
        <script defer src={`/forms.js?v=${process.env.SCRIPTS_VERSION}`} />
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  );
}
