import { Or } from "@/components/auth/Or";
import { useTexts } from "@/components/reader/useTexts";
import { classNames } from "@/components/ui/class-names";
import { PasskeyForm } from "./PasskeyForm";
import styles from "./PasskeyForm.module.css";

type OrPasskeyProps = Omit<Parameters<typeof PasskeyForm>[0], "ask" | "pendingLabel" | "wide"> & {
  /** Whether it is one more of several other ways, which have said "or". */
  oneMore?: boolean;
};

/** A passkey as the alternative, below a form that asks for typed input. */
export function OrPasskey({ oneMore = false, ...props }: OrPasskeyProps) {
  const t = useTexts("passkey");
  return (
    <div className={classNames(styles.supported, oneMore ? styles.oneMore : styles.other)}>
      {!oneMore && <Or>{t("passkey.or")}</Or>}
      <PasskeyForm
        {...props}
        ask="get"
        variant="secondary"
        pendingLabel={t("passkey.pending")}
        wide
      />
    </div>
  );
}
