import { useRouter } from "next/router";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { LANGUAGE_CODES, LANGUAGES } from "@/lib/platform/config/languages";
import styles from "./LanguageSwitch.module.css";

/** The languages of the app, each by its own name. A form, so that it works without JavaScript. */
export function LanguageSwitch() {
  const { language, languageRefused } = useReader();
  const t = useTexts("layout");
  // The server does not know the part after #.
  const [path] = useRouter().asPath.split("#", 1);
  return (
    <Form action="/api/language" layout="bare" label={t("layout.language")}>
      <FormError>{languageRefused}</FormError>
      <input type="hidden" name="page" value={path} />
      <ul className={styles.languages}>
        {LANGUAGE_CODES.map((code) => (
          <li key={code}>
            <button
              className={styles.language}
              type="submit"
              name="language"
              value={code}
              lang={code}
              aria-current={code === language ? "true" : undefined}
            >
              {LANGUAGES[code].name}
            </button>
          </li>
        ))}
      </ul>
    </Form>
  );
}
