import type { AppProps } from "next/app";
import { CsrfContext } from "@/components/form/CsrfField";
import { ProblemPage } from "@/components/layout/ProblemPage";
import { ReaderProvider } from "@/components/reader/ReaderProvider";
import { StaticReaderProvider } from "@/components/reader/StaticReaderProvider";
import { useTexts } from "@/components/reader/useTexts";
import type { FrameProps } from "@/lib/web/guard/frame";
import type { StaticProps } from "@/lib/web/guard/static-page";
import "@/styles/globals.css";

type Props = AppProps<FrameProps | StaticProps | Record<string, never>>;

/**
 * Every page, with what the server already knows: its reader. Pages made at build time (500) do not. A
 * refused page is never rendered.
 */
export default function App({ Component, pageProps }: Props) {
  if ("languages" in pageProps) {
    return (
      <StaticReaderProvider languages={pageProps.languages}>
        <Component {...pageProps} />
      </StaticReaderProvider>
    );
  }
  const { reader, problem, viewer, csrfToken } = pageProps;
  // Next's own page for an exception in the browser.
  if (!reader) return <Component {...pageProps} />;
  // Keyed by account: when another account's page follows, nothing that was typed remains.
  return (
    <ReaderProvider key={reader.account} reader={reader}>
      <CsrfContext value={csrfToken}>
        {problem ? <Refused {...problem} viewer={viewer} /> : <Component {...pageProps} />}
      </CsrfContext>
    </ReaderProvider>
  );
}

/** What is shown in place of a refused page. */
function Refused(props: NonNullable<FrameProps["problem"]> & Pick<FrameProps, "viewer">) {
  const t = useTexts("layout");
  // A visitor who is not signed in would be sent to the sign-in form.
  const action = props.viewer
    ? { href: "/dashboard", label: t("layout.toDashboard") }
    : { href: "/", label: t("layout.toStart") };
  return <ProblemPage {...props} action={action} />;
}
