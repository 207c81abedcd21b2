import { useTexts } from "@/components/reader/useTexts";
import styles from "./SkipLink.module.css";

/** The id of the element that holds a page's content. */
export const mainId = "main";

/** First in the tab order, seen only while focused: past the navigation in one step. */
export function SkipLink() {
  const t = useTexts("layout");
  return (
    <>
      <a className={styles.skip} href={`#${mainId}`}>
        {t("layout.skip")}
      </a>{" "}
    </>
  );
}
