import { useEffect, useState } from "react";
import { charactersIn } from "@/components/form/characters";
import { classNames } from "@/components/ui/class-names";
import { loadPasswordStrength } from "./load-password-strength";
import styles from "./PasswordMeter.module.css";

type PasswordMeterProps = {
  inputId: string;
  password: string;
  /** Below it a password is refused, however strong. */
  minLength: number;
  /** Words an attacker would try first. */
  context: string[];
};

type Verdict = { look: "weak" | "fair" | "strong"; bars: 1 | 2 | 3 | 4; text: string };

const verdicts = {
  0: { look: "weak", bars: 1, text: "Very weak: among the first that would be guessed." },
  1: { look: "weak", bars: 1, text: "Weak: add another word or two." },
  2: { look: "fair", bars: 2, text: "Fair: one more uncommon word makes it good." },
  3: { look: "strong", bars: 3, text: "Good: hard to guess." },
  4: { look: "strong", bars: 4, text: "Strong: very hard to guess." },
} as const satisfies Record<number, Verdict>;

const allBars = [1, 2, 3, 4] as const;

/**
 * Says in words, and shows in four bars, how strong a password is. It advises only;
 * the server decides. When the dictionaries cannot be loaded it stays silent.
 */
export function PasswordMeter({ inputId, password, minLength, context }: PasswordMeterProps) {
  const [verdict, setVerdict] = useState<Verdict>();

  // Waits for a pause in typing: a screen reader announces each change of the text.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const found = await judge(password, minLength, context);
      if (current) setVerdict(found);
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, minLength, context]);

  return (
    <div className={verdict && styles.meter}>
      {verdict && (
        <div className={styles.bars} aria-hidden="true">
          {allBars.map((bar) => (
            <span
              key={bar}
              className={classNames(styles.bar, bar <= verdict.bars && styles[verdict.look])}
            />
          ))}
        </div>
      )}
      <output className={verdict && styles.text} htmlFor={inputId}>
        {verdict?.text}
      </output>
    </div>
  );
}

/** Nothing for an empty password, or when the strength check cannot be loaded. */
async function judge(
  password: string,
  minLength: number,
  context: string[],
): Promise<Verdict | undefined> {
  if (password === "") return undefined;
  const missing = minLength - charactersIn(password);
  if (missing > 0) return { look: "weak", bars: 1, text: `Too short: ${missing} more to go.` };
  const strength = await loadPasswordStrength();
  return strength && verdicts[strength.passwordScore(password, context)];
}
