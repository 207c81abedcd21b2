import { useEffect, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { loadPasswordStrength } from "./load-password-strength";
import styles from "./PasswordMeter.module.css";
import type { Score } from "./password-strength";

type PasswordMeterProps = {
  inputId: string;
  password: string;
  /** Below it a password is refused, however strong. */
  minLength: number;
  /** Words an attacker would try first. */
  context: string[];
};

const verdicts: Record<Score, { look: "weak" | "fair" | "strong"; text: string }> = {
  0: { look: "weak", text: "Very weak: among the first that would be guessed." },
  1: { look: "weak", text: "Weak: add another word or two." },
  2: { look: "fair", text: "Fair: one more uncommon word makes it good." },
  3: { look: "strong", text: "Good: hard to guess." },
  4: { look: "strong", text: "Strong: very hard to guess." },
};

const bars = [1, 2, 3, 4] as const;

/**
 * Says in words, and shows in four bars, how strong a password is. It advises only;
 * the server decides. When the dictionaries cannot be loaded it stays silent.
 */
export function PasswordMeter({ inputId, password, minLength, context }: PasswordMeterProps) {
  const [score, setScore] = useState<Score>();

  // Waits for a pause in typing: a screen reader announces each change of the text.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const strength =
        password === "" ? undefined : await loadPasswordStrength().catch(() => undefined);
      if (current) setScore(strength?.passwordScore(password, context));
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, context]);

  const missing = minLength - password.length;
  const shown: Score | undefined = missing > 0 && score !== undefined ? 0 : score;
  const verdict = shown === undefined ? undefined : verdicts[shown];
  return (
    <div className={verdict && styles.meter}>
      {verdict && (
        <div className={styles.bars} aria-hidden="true">
          {bars.map((bar) => (
            // A single bar for the lowest two scores: an empty meter looks switched off.
            <span
              key={bar}
              className={classNames(
                styles.bar,
                bar <= Math.max(shown ?? 0, 1) && styles[verdict.look],
              )}
            />
          ))}
        </div>
      )}
      <output className={verdict && styles.text} htmlFor={inputId}>
        {verdict && (missing > 0 ? `Too short: ${missing} more to go.` : verdict.text)}
      </output>
    </div>
  );
}
