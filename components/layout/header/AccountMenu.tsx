import Link from "next/link";
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { SignOutForm } from "@/components/auth/SignOutForm";
import type { Viewer } from "@/components/layout/viewer";
import { useTexts } from "@/components/reader/useTexts";
import { Icon } from "@/components/ui/Icon";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./AccountMenu.module.css";

/** The signed-in user and the sign-out button. A details element, so it opens without JavaScript. */
export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const t = useTexts("layout");
  const menu = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    function onPointerDown({ target }: PointerEvent) {
      if (menu.current && target instanceof Node && !menu.current.contains(target)) {
        menu.current.open = false;
      }
    }
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, []);

  function onKeyDown(event: KeyboardEvent<HTMLDetailsElement>) {
    if (event.key !== "Escape") return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector("summary")?.focus();
  }

  // It would cover what the focus is on.
  function onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLDetailsElement>) {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
  }

  return (
    <details className={styles.menu} ref={menu} onKeyDown={onKeyDown} onBlur={onBlur}>
      <summary className={styles.summary}>
        <span className={styles.avatar} translate="no" aria-hidden="true">
          {initials(viewer.name)}
        </span>{" "}
        <VisuallyHidden>{t("layout.accountMenu")}</VisuallyHidden>{" "}
        <span className={styles.name} translate="no">
          {viewer.name}
        </span>
        <Icon name="chevron" size={16} />
      </summary>
      <div className={styles.panel}>
        <div className={styles.identity}>
          <p className={styles.fullName} translate="no">
            {viewer.name}
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

const letters = new Intl.Segmenter();

/** "Ada King Lovelace" → "AL". By letters as a reader sees them, so that no emoji is cut apart. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const shown = [words[0], words.length > 1 ? words.at(-1) : ""];
  return shown.map(firstLetter).join("").toUpperCase();
}

function firstLetter(word = ""): string {
  return letters.segment(word).containing(0)?.segment ?? "";
}
