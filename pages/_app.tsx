import type { AppProps } from "next/app";
import { SessionProvider } from "next-auth/react";
import { ProblemPage } from "@/components/layout/ProblemPage";
import type { FrameProps } from "@/lib/web/guard/page";
import "@/styles/globals.css";

/**
 * Every page, with the session the server already knows: the browser asks for it only on pages
 * rendered at build time (404, 500). A page that was refused is never rendered.
 */
export default function App({ Component, pageProps }: AppProps<Partial<FrameProps>>) {
  const { session, problem, viewer } = pageProps;
  return (
    <SessionProvider {...(session !== undefined && { session })} refetchOnWindowFocus={false}>
      {problem ? (
        <ProblemPage
          {...problem}
          viewer={viewer}
          action={{ href: "/dashboard", label: "Go to your dashboard" }}
        />
      ) : (
        <Component {...pageProps} />
      )}
    </SessionProvider>
  );
}
