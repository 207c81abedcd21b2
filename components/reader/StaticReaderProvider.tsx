import { type ReactNode, useEffect, useState } from "react";
import { isLanguage, LANGUAGE_CODES, type Language } from "@/lib/platform/config/languages";
import type { StaticProps } from "@/lib/web/guard/static-page";
import { ReaderContext } from "./reader-context";

type Props = { languages: StaticProps["languages"]; children: ReactNode };

/** For pages made at build time: English as served, then the language the browser asks for. */
export function StaticReaderProvider({ languages, children }: Props) {
  const [language, setLanguage] = useState<Language>(LANGUAGE_CODES[0]);
  useEffect(() => {
    const wanted = navigator.languages.map((tag) => tag.split("-")[0]).find(isLanguage);
    if (!wanted) return;
    setLanguage(wanted);
    document.documentElement.lang = wanted;
  }, []);
  const reader = {
    language,
    account: null,
    acting: null,
    outcome: null,
    asked: null,
    languageRefused: null,
    texts: languages[language],
    timeZone: "UTC",
    zoneKnown: false,
    // Who may sign up is known where the app runs, not where it is built.
    signUp: false,
    live: false,
    now: 0,
  };
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}
