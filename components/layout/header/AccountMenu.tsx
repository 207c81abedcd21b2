import Link from "next/link";
import { SignOutForm } from "@/components/auth/SignOutForm";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { Icon } from "@/components/ui/Icon";
import { Typed } from "@/components/ui/Typed";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./AccountMenu.module.css";

/**
 * The signed-in user and the sign-out button. A details element, so it opens without JavaScript; the script of
 * every page (components/form/script) closes it.
 */
export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const t = useTexts("layout");
  return (
    <details className={styles.menu} data-menu>
      <summary className={styles.summary}>
        <span className={styles.avatar} aria-hidden="true">
          <Typed>{initials(viewer.name)}</Typed>
        </span>{" "}
        <VisuallyHidden>{t("layout.accountMenu")}</VisuallyHidden>{" "}
        <span className={styles.name}>
          <Typed>{viewer.name}</Typed>
        </span>
        <Icon name="chevron" size={16} />
      </summary>
      <div className={styles.panel}>
        <div className={styles.identity}>
          <p className={styles.fullName}>
            <Typed>{viewer.name}</Typed>
          </p>
          <p className={styles.email} translate="no">
            {viewer.email}
          </p>
        </div>
        <ul className={styles.links}>
          <li>
            <Link className={styles.link} href="/settings" prefetch={false}>
              {t("layout.settings")}
            </Link>
          </li>
          <li>
            <Link className={styles.link} href="/settings/sessions" prefetch={false}>
              {t("layout.sessions")}
            </Link>
          </li>
        </ul>
        <SignOutForm wide />
      </div>
    </details>
  );
}

/** A word without the bracket or quotation mark before it. */
const withoutOpening = (word: string) => word.replace(/^\p{P}+/u, "");

const letters = new Intl.Segmenter();

/** "Ada King Lovelace (she)" → "AS". By letters as a reader sees them, so that no emoji is cut apart. */
function initials(name: string): string {
  const words = name.split(/\s+/).map(withoutOpening).filter(Boolean);
  const shown = [words[0], words.length > 1 ? words.at(-1) : ""];
  return shown.map(firstLetter).join("").toUpperCase();
}

function firstLetter(word = ""): string {
  return letters.segment(word).containing(0)?.segment ?? "";
}
