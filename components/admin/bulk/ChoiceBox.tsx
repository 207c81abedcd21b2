import type { ReactNode } from "react";
import { useTexts } from "@/components/reader/useTexts";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./Bulk.module.css";

type ChoiceBoxProps = {
  id: string;
  name: string;
  /** Whether it is ticked at first. */
  chosen: boolean;
  /** Whether it can be ticked at all. */
  fixed?: boolean | undefined;
  children: ReactNode;
};

/** A user with a checkbox in front. */
export function ChoiceBox({ id, name, chosen, fixed = false, children }: ChoiceBoxProps) {
  const t = useTexts("bulk");
  return (
    <div className={styles.choice}>
      <label className={styles.tick}>
        <input
          className={styles.box}
          type="checkbox"
          name="ids"
          value={id}
          defaultChecked={chosen && !fixed}
          disabled={fixed}
        />
        <VisuallyHidden>{t("bulk.chooseOne", { name })}</VisuallyHidden>
      </label>
      <div className={styles.chosen}>{children}</div>
    </div>
  );
}
