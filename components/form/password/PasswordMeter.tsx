import { useReader } from "@/components/reader/reader-context";
import { brand } from "@/lib/platform/config/brand";
import styles from "./PasswordMeter.module.css";

const BARS = [1, 2, 3, 4];

/** The place where script/passwords.ts shows how strong a password is, in words and in four bars. */
export function PasswordMeter({ inputId }: { inputId: string }) {
  const { tooShort, score0, score1, score2, score3, score4 } = useReader().texts.password ?? {};
  return (
    <div
      id={`${inputId}-meter`}
      className={styles.meter}
      data-source={`/password-strength.js?v=${process.env.SCRIPTS_VERSION}`}
      data-words={JSON.stringify(brand.passwordWords)}
      data-texts={JSON.stringify({ tooShort, score0, score1, score2, score3, score4 })}
    >
      <div className={styles.bars} aria-hidden="true" hidden>
        {BARS.map((bar) => (
          <span key={bar} className={styles.bar} />
        ))}
      </div>
      <output className={styles.text} htmlFor={inputId} />
    </div>
  );
}
